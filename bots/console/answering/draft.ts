import { z } from 'zod';
import { attachmentKind, location, textFormat } from '../../contract/content.ts';

/** A file of Telegram that an agent sends. */
export const draftFile = z.object({
  fileId: z.string(),
  uniqueId: z.string(),
  kind: attachmentKind,
  name: z.string(),
  mimeType: z.string(),
  size: z.number().optional(),
  variant: z.enum(['animation', 'note']).optional(),
  durationSeconds: z.number().optional(),
});
export type DraftFile = z.infer<typeof draftFile>;

/** What an agent wrote, before it is decided where it goes; kept in prompts while it is held back. */
export const draft = z.object({
  chatId: z.string(),
  threadId: z.number().optional(),
  /** Telegram's ids; several of an album. */
  messageIds: z.array(z.number()).min(1),
  /** When it was written, in milliseconds. */
  at: z.number(),
  text: z.string(),
  format: textFormat.default('plain'),
  intent: z.enum(['reply', 'note', 'doubtful']),
  files: z.array(draftFile),
  /** A place on the map, which goes out as one. */
  location: location.optional(),
  /** The Telegram message it replies to. */
  replyToId: z.number().optional(),
  /** `#1234` of a quick reply chosen inline. */
  taggedNumber: z.number().optional(),
});
export type Draft = z.infer<typeof draft>;
