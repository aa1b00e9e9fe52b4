import { z } from 'zod';

/** A blank of a template, filled for each send. `key` names it within the template, as its provider counts or names it. */
export const templateBlank = z.object({
  key: z.string(),
  in: z.enum(['header', 'body', 'button']),
  /** What stood there when the provider approved it. */
  example: z.string().optional(),
});

/** A text that a provider approved beforehand, so that it may be sent outside the reply window. */
export const messageTemplate = z.object({
  name: z.string(),
  /** As the provider writes it: `en`, `en_US`, `pt_BR`. */
  language: z.string(),
  category: z.string(),
  /** Only an approved one can be sent. */
  state: z.enum(['approved', 'waiting', 'refused', 'paused']),
  header: z.string().optional(),
  /** With its blanks as `{{key}}`. */
  body: z.string(),
  footer: z.string().optional(),
  buttons: z.array(z.string()),
  blanks: z.array(templateBlank),
});
export type MessageTemplate = z.infer<typeof messageTemplate>;

/** A template that is sent, and what goes into its blanks, by key. */
export const templateUse = z.object({
  name: z.string().min(1).max(512),
  language: z.string().min(1).max(20),
  values: z.record(z.string(), z.string().max(1024)),
});
export type TemplateUse = z.infer<typeof templateUse>;
