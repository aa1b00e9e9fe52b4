import { z } from 'zod';

/** What an attachment is to a person who looks at it; providers' finer kinds (video note, GIF) go into `variant`. */
export const attachmentKind = z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']);
export type AttachmentKind = z.infer<typeof attachmentKind>;

/** How a text is written: `plain`, or the closed Markdown subset of `rich-text.ts`. */
export const textFormat = z.enum(['plain', 'markdown']);
export type TextFormat = z.infer<typeof textFormat>;

/** A place on the map, in degrees (WGS 84). */
export const location = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().optional(),
  address: z.string().optional(),
  url: z.string().optional(),
});
export type Location = z.infer<typeof location>;

/** A person's card that was shared in the chat. */
export const sharedContact = z.object({ name: z.string(), phones: z.array(z.string()), emails: z.array(z.string()) });
export type SharedContact = z.infer<typeof sharedContact>;

/** A pressed button or a picked list row; the message's `text` holds the title. */
export const choice = z.object({
  payload: z.string(),
  title: z.string(),
  description: z.string().optional(),
  /**
   * Set when the provider's field was too short for the button's payload, so that `payload` is only a key: the hub takes payload and title
   * from this button of the message in `replyTo` (which it stores), and does not show the index.
   */
  buttonIndex: z.number().int().nonnegative().optional(),
});
export type Choice = z.infer<typeof choice>;

/** Where the customer came from: an advert, a deep link, a story. */
export const referral = z.object({
  source: z.string(),
  ref: z.string().optional(),
  url: z.string().optional(),
  headline: z.string().optional(),
});
export type Referral = z.infer<typeof referral>;

/** What a message points at within the platform: a story that was answered, a post or a product that was sent on. */
export const shared = z.object({
  what: z.enum(['story-mention', 'story-reply', 'post', 'reel', 'product', 'order', 'link']),
  url: z.string().optional(),
  title: z.string().optional(),
  /** Lines of an order, a caption: whatever explains it. */
  text: z.string().optional(),
});
export type Shared = z.infer<typeof shared>;

/** A button under a message: it sends its payload back, or opens an address. */
export const button = z.union([
  z.object({ title: z.string().min(1).max(64), payload: z.string().min(1).max(1000) }),
  z.object({ title: z.string().min(1).max(64), url: z.url() }),
]);
export type Button = z.infer<typeof button>;

/** A file as the provider announces it; `ref` is what the connection's `fetchFile` takes. */
export const inboundAttachment = z.object({
  kind: attachmentKind,
  ref: z.string(),
  name: z.string().optional(),
  mimeType: z.string().optional(),
  /** Bytes, as the provider says. */
  size: z.number().int().nonnegative().optional(),
  variant: z.enum(['animation', 'note']).optional(),
  durationSeconds: z.number().optional(),
});
export type InboundAttachment = z.infer<typeof inboundAttachment>;

/** What a message says, whoever wrote it. */
export const inboundContent = z.object({
  text: z.string().default(''),
  format: textFormat.default('plain'),
  attachments: z.array(inboundAttachment).default([]),
  location: location.optional(),
  contacts: z.array(sharedContact).optional(),
  choice: choice.optional(),
  forwarded: z.boolean().optional(),
  referral: referral.optional(),
  shared: shared.optional(),
  /** True for a kind the adapter does not know: shown as a placeholder, never dropped. */
  unsupported: z.boolean().optional(),
  /** The provider's own name of that kind. */
  unsupportedType: z.string().optional(),
});
export type InboundContent = z.infer<typeof inboundContent>;
