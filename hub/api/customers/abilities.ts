import { z } from 'zod';
import { attachmentKind } from '../../../bots/contract/content.ts';

/** Bytes; null: no limit of the provider's. */
const bytes = z.number().nullable();

/** What a provider can do: the contract's table as it crosses the wire, where null stands for "no limit" of what JSON can't count. */
export const abilitiesView = z.object({
  /** A kind that is not here can't be sent as such: it goes as a document where there is one. `formats`: the only MIME types that can be sent; null: every one. */
  attachments: z.partialRecord(
    attachmentKind,
    z.object({ maxOutBytes: bytes, maxInBytes: bytes, formats: z.array(z.string()).nullable() }),
  ),
  /** Characters (UTF-16 units) of one message; a longer text is split. */
  textLength: z.number().nullable(),
  /** UTF-8 bytes of one message, where those are counted as well; null: they are not. */
  textBytes: z.number().nullable(),
  captionLength: z.number().nullable(),
  albumSize: z.number().nullable(),
  /** False: a place goes as text, with a link to a map. */
  location: z.boolean(),
  edit: z.boolean(),
  /** Hours after sending in which ours can be deleted at the customer; null: can't. */
  deleteHours: z.union([z.number(), z.literal('always')]).nullable(),
  react: z.boolean(),
  /** The only emoji that can be a reaction; null: every one. */
  reactionEmojis: z.array(z.string()).nullable(),
  replyTo: z.boolean(),
  typing: z.boolean(),
  /** What is told of the customer's side. */
  told: z.object({ edit: z.boolean(), delete: z.boolean(), react: z.boolean(), typing: z.boolean() }),
  /** How far a delivery can be followed. */
  receipts: z.enum(['sent', 'delivered', 'read']),
  /** Null: rendered as numbered text. */
  buttons: z.object({ max: z.number().nullable(), titleLength: z.number().nullable(), urls: z.boolean() }).nullable(),
  /** Hours after the customer's last message in which we may write; null: always. */
  windowHours: z.number().nullable(),
  /** True when texts approved beforehand may be sent outside the window. */
  templates: z.boolean(),
  /** True when we may write first. */
  startConversation: z.boolean(),
  /** True when a message of unknown fate can be sent again without a double. */
  idempotentSend: z.boolean(),
  rate: z.object({ accountPerSecond: z.number().nullable(), chatPerSecond: z.number().nullable(), chatBurst: z.number().nullable() }),
});
export type AbilitiesView = z.infer<typeof abilitiesView>;
