import { z } from 'zod';
import { attachmentKind, button, choice, location, referral, shared, sharedContact, textFormat } from '../../../bots/contract/content.ts';
import { templateUse } from '../../../bots/contract/template.ts';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

/** Where an attachment stands: being fetched, there, or why it can't be had. */
export const attachmentState = z.enum(['pending', 'ready', 'too-large', 'refused', 'expired', 'failed']);
export type AttachmentState = z.infer<typeof attachmentState>;

export const attachmentView = z.object({
  id,
  kind: attachmentKind,
  name: z.string(),
  mimeType: z.string(),
  /** Bytes; 0 while unknown. */
  size: z.number(),
  /** Signed and expiring; null until the file is ready. */
  url: z.string().nullable(),
  state: attachmentState,
  variant: z.enum(['animation', 'note']).optional(),
  durationSeconds: z.number().optional(),
});

/** The life of an outgoing message: it only rises, except that a person may retry a failed or unknown one. */
export const deliveryState = z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown']);
export type DeliveryState = z.infer<typeof deliveryState>;

/** Why a message is not there yet or never will be; `detail` is the provider's wording. */
export const deliveryView = z.object({
  state: deliveryState,
  reason: z.string().optional(),
  detail: z.string().optional(),
  retryAt: moment.optional(),
  /** Who said that a message of unknown fate arrived; the provider never did. */
  confirmedBy: z.object({ id: z.string().nullable(), name: z.string() }).optional(),
});

/**
 * What happened on the timeline. `tagged` has `{added, removed}` (names), `prioritised` has `{before, after}`, `rated` (by the contact) has
 * `{score, comment}`, of 1 to 5 and perhaps empty.
 */
export const timelineEventType = z.enum([
  'opened',
  'assigned',
  'snoozed',
  'woken',
  'closed',
  'reopened',
  'blocked',
  'unblocked',
  'merged',
  'tagged',
  'prioritised',
  'rated',
  'carried-on',
]);
export type TimelineEventType = z.infer<typeof timelineEventType>;

export const authorType = z.enum(['contact', 'agent', 'bot', 'system']);

export const messageView = z.object({
  id,
  conversationId: id,
  seq: z.number().int(),
  rev: z.number().int(),
  direction: z.enum(['in', 'out']),
  kind: z.enum(['text', 'note', 'event']),
  author: z.object({ type: authorType, id: z.string().nullable(), name: z.string() }),
  text: z.string(),
  format: textFormat,
  attachments: z.array(attachmentView),
  location: location.optional(),
  contacts: z.array(sharedContact).optional(),
  buttons: z.array(button).optional(),
  choice: choice.optional(),
  forwarded: z.boolean().optional(),
  referral: referral.optional(),
  /** What the message points at within the platform: a story, a post, a product. */
  shared: shared.optional(),
  /** Sent as this template; `text` is what the customer read. */
  template: templateUse.optional(),
  replyTo: z.object({ messageId: id.nullable(), externalId: z.string().nullable(), text: z.string().optional() }).optional(),
  unsupported: z.boolean().optional(),
  unsupportedType: z.string().optional(),
  /** Agents that a note mentions. */
  mentions: z.array(id).optional(),
  externalId: z.string().nullable(),
  clientId: z.string().nullable(),
  sentAt: moment,
  createdAt: moment,
  editedAt: moment.optional(),
  deletedAt: moment.optional(),
  /** Earlier wordings, oldest first. */
  revisions: z.array(z.object({ text: z.string(), at: moment })).optional(),
  /** `isCustomers`: put by the customer, whichever contact they were then; of the others `by` is an agent or a token. */
  reactions: z.array(z.object({ emoji: z.string(), by: z.string(), isCustomers: z.boolean() })),
  event: z.object({ type: timelineEventType, data: z.record(z.string(), z.unknown()) }).optional(),
  delivery: deliveryView.optional(),
});
export type MessageView = z.infer<typeof messageView>;

const conversationParams = z.object({ conversationId: id });
const messageParams = z.object({ conversationId: id, messageId: id });

/** Agents of the workspace whom a note calls. */
export const mentions = z.array(id).max(20);

/** What an author gives: text, files, a place, or several of these. */
export const newMessage = z
  .object({
    kind: z.enum(['text', 'note']),
    text: z.string().max(150_000).default(''),
    format: textFormat.default('plain'),
    /** Ids of uploaded files, in order. */
    attachments: z.array(id).max(10).default([]),
    location: location.optional(),
    buttons: z.array(button).max(20).optional(),
    replyTo: id.optional(),
    /** An approved template instead of a text of one's own: what the customer then reads becomes the text. */
    template: templateUse.optional(),
    /** Agents to call to a note; not for what the customer reads. */
    mentions: mentions.optional(),
    /** The author's own key: the same one twice is one message. */
    clientId: z.string().min(1).max(100).optional(),
    /** The last `seq` the author saw; a colleague's later answer holds the reply back. */
    seenSeq: z.number().int().nonnegative().optional(),
    force: z.boolean().default(false),
  })
  .refine(
    ({ text, attachments, location: place, template }) =>
      text.trim() !== '' || attachments.length > 0 || place !== undefined || template !== undefined,
    { message: 'needs a text, an attachment or a location', path: ['text'] },
  )
  .refine(
    ({ kind, text, attachments, location: place, buttons, template }) =>
      template === undefined || (kind === 'text' && text === '' && attachments.length === 0 && !place && !buttons?.length),
    { message: 'goes to the customer alone: without a text, files, a place or buttons', path: ['template'] },
  )
  .refine((message) => message.kind === 'note' || !message.mentions?.length, {
    message: 'only a note mentions agents',
    path: ['mentions'],
  });
export type NewMessage = z.infer<typeof newMessage>;

export const listMessages = endpoint({
  method: 'get',
  path: '/conversations/:conversationId/messages',
  summary: 'Messages of a conversation, ascending: after a seq (what can be read without a gap), before one, around one, or the newest',
  access: 'conversation.view',
  params: conversationParams,
  query: z
    .object({
      after: z.coerce.number().int().nonnegative().optional(),
      before: z.coerce.number().int().positive().optional(),
      /** Half of the page before this seq, half from it on. */
      around: z.coerce.number().int().nonnegative().optional(),
      /** With `after`: also the older messages that changed since this moment. */
      changedSince: moment.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    })
    .refine(({ around, after, before }) => around === undefined || (after === undefined && before === undefined), {
      message: 'goes without `after` and `before`',
      path: ['around'],
    }),
  view: z.object({
    items: z.array(messageView),
    /** Older messages that changed since `changedSince`; the higher `rev` wins. */
    changed: z.array(messageView).optional(),
    /** The highest seq that was read without a gap: the next `after`. */
    cursor: z.number().int(),
    /** The next `after`, or, without `after` and `around`, the next `before`; null where there is no more that way. */
    nextCursor: z.string().nullable(),
    /** Older messages than these are there. */
    hasBefore: z.boolean(),
    /** Newer messages than these are there. */
    hasAfter: z.boolean(),
    /** The hub's clock, for the next `changedSince`. */
    now: moment,
  }),
});

export const sendMessage = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/messages',
  summary: 'Answer the customer, or write a note that only the team sees',
  access: 'conversation.view',
  params: conversationParams,
  body: newMessage,
  view: messageView,
  status: 201,
});

export const editMessage = endpoint({
  method: 'patch',
  path: '/conversations/:conversationId/messages/:messageId',
  summary: 'Change the text of a message of ours',
  access: 'conversation.view',
  params: messageParams,
  body: z.object({ text: z.string().min(1).max(150_000), format: textFormat.optional() }),
  view: messageView,
});

export const deleteMessage = endpoint({
  method: 'delete',
  path: '/conversations/:conversationId/messages/:messageId',
  summary: 'Delete a message of ours, at the customer too where the channel can',
  access: 'conversation.view',
  params: messageParams,
  view: messageView,
});

export const reactToMessage = endpoint({
  method: 'put',
  path: '/conversations/:conversationId/messages/:messageId/reaction',
  summary: 'Put our reaction on a message, or take it back with null',
  access: 'conversation.reply',
  params: messageParams,
  body: z.object({ emoji: z.string().min(1).max(32).nullable() }),
  view: messageView,
});

export const retryMessage = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/messages/:messageId/retry',
  summary: 'Send a failed or doubtful message once more',
  access: 'conversation.reply',
  params: messageParams,
  view: messageView,
});

export const dismissMessage = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/messages/:messageId/dismiss',
  summary: 'Say that a message of unknown fate arrived (it counts as sent then), instead of sending it once more',
  access: 'conversation.reply',
  params: messageParams,
  view: messageView,
});

export const searchMessages = endpoint({
  method: 'get',
  path: '/conversations/:conversationId/search',
  summary: 'Messages and notes of a conversation with words that begin like these, the newest first; at most 50',
  access: 'conversation.view',
  params: conversationParams,
  /** Nothing is found by nothing. */
  query: z.object({ q: z.string().trim().max(200).default('') }),
  view: z.object({ items: z.array(messageView) }),
});

export const listConversationFiles = endpoint({
  method: 'get',
  path: '/conversations/:conversationId/files',
  summary: 'Attachments of a conversation, newest message first; `limit` counts messages, of which each gives all its files',
  access: 'conversation.view',
  params: conversationParams,
  query: paging,
  view: pageOf(
    z.object({ attachment: attachmentView, messageId: id, seq: z.number().int(), author: messageView.shape.author, createdAt: moment }),
  ),
});

export const showTyping = endpoint({
  method: 'post',
  path: '/conversations/:conversationId/typing',
  summary: 'Show the customer that somebody is writing, where the channel can',
  access: 'conversation.reply',
  params: conversationParams,
});
