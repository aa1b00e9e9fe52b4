import { z } from 'zod';
import { inboundContent } from './content.ts';

/** Who wrote, as the provider names them. `externalId` is the identity's key and always a string. */
export const sender = z.object({
  externalId: z.string().min(1),
  name: z.string().min(1),
  /** The provider tells no names with its messages, so this one is made up: it never takes the place of another; `fetchProfile` brings the real one. */
  isNameMade: z.literal(true).optional(),
  username: z.string().optional(),
  /** BCP 47, as the provider says. */
  language: z.string().optional(),
  phone: z.string().optional(),
  /** Other ids that the provider has for the same person and may use alone another time, such as a phone number beside a scoped id. */
  aliases: z.array(z.string().min(1)).optional(),
  /** A file reference for `fetchFile`. */
  avatarRef: z.string().optional(),
});
export type Sender = z.infer<typeof sender>;

const at = z.date();
const chatId = z.string().min(1);
const externalId = z.string().min(1);

/** A new message. `echo` marks one that the account itself sent, by whatever way; its `sender` is then the customer too, with whom it may open the conversation. */
export const inboundMessage = z.object({
  type: z.literal('message'),
  chatId,
  externalId,
  sender,
  sentAt: at,
  echo: z.boolean().optional(),
  content: inboundContent,
  replyTo: z.object({ externalId: externalId.optional(), text: z.string().optional() }).optional(),
  /** Parts of one album carry the same group; the hub keeps them as one message. */
  groupId: z.string().optional(),
  /** A button press that the provider wants answered at once: the connection's `answerPress` takes it. */
  pressId: z.string().optional(),
});
export type InboundMessage = z.infer<typeof inboundMessage>;

/** Everything a provider can tell the hub. */
export const inboundEvent = z.discriminatedUnion('type', [
  inboundMessage,
  z.object({ type: z.literal('edit'), chatId, externalId, editedAt: at, content: inboundContent }),
  z.object({ type: z.literal('delete'), chatId, externalIds: z.array(externalId).min(1), deletedAt: at }),
  z.object({
    type: z.literal('reaction'),
    chatId,
    externalId,
    sender: sender.optional(),
    /** All reactions this sender has on the message now; empty when the last one was taken back. */
    emojis: z.array(z.string()),
    at,
  }),
  z.object({
    type: z.literal('receipt'),
    chatId,
    /** The messages it speaks of; `upTo` instead means this one and all of ours before it. */
    externalIds: z.array(externalId),
    upTo: externalId.optional(),
    /** Where the provider names a moment instead of a message: everything of ours that was sent until then. */
    upToTime: at.optional(),
    /** Our own id of the message, where the provider hands it back and it went out as one part: finds it although the answer to the send was lost. */
    messageId: z.string().optional(),
    state: z.enum(['sent', 'delivered', 'read', 'failed']),
    reason: z.string().optional(),
    detail: z.string().optional(),
    at,
  }),
  z.object({ type: z.literal('reachability'), chatId, sender, state: z.enum(['blocked', 'unblocked']), at }),
  z.object({ type: z.literal('chat-moved'), chatId, newChatId: chatId }),
  z.object({ type: z.literal('typing'), chatId, sender: sender.optional() }),
]);
export type InboundEvent = z.infer<typeof inboundEvent>;
export type InboundEventOf<T extends InboundEvent['type']> = Extract<InboundEvent, { type: T }>;

/** One element of a webhook's batch: read, or unreadable with the reason; one bad element never spoils the rest. */
export type ParsedElement = { event: InboundEvent } | { unreadable: string; raw: unknown };
