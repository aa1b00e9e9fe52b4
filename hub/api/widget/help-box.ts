import { z } from 'zod';
import { widgetConfig } from './views.ts';

/** A place beside the chat (help articles, tickets); there only while the workspace has it. */
export const helpBoxSection = z.object({ key: z.string(), label: z.string(), url: z.string() });

/** What the HelpBox page begins with, written into it. Public: nothing in it is a secret or about a person. */
export const helpBoxConfig = z.object({
  widget: widgetConfig,
  title: z.string(),
  /** Its own address, to be shared. */
  url: z.string(),
  sections: z.array(helpBoxSection),
  /** The key that a browser subscribes to pushes with. */
  pushKey: z.string(),
  /** The page's own texts, beside those of the chat. */
  words: z.record(z.string(), z.string()),
});
export type HelpBoxConfig = z.infer<typeof helpBoxConfig>;
