import { z } from 'zod';

const open = z.record(z.string(), z.unknown());

export const entity = z.looseObject({ type: z.string(), offset: z.number(), length: z.number(), url: z.string().optional() });
export type Entity = z.infer<typeof entity>;

export const button = z.looseObject({
  text: z.string(),
  callback_data: z.string().optional(),
  url: z.string().optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
  copy_text: z.looseObject({ text: z.string() }).optional(),
  request_contact: z.boolean().optional(),
  request_location: z.boolean().optional(),
});
export type Button = z.infer<typeof button>;
const buttons = z.array(z.array(button));

const media = z.object({
  kind: z.enum(['photo', 'document', 'video', 'audio', 'voice', 'video_note', 'animation', 'sticker']),
  key: z.string(),
  name: z.string().optional(),
  mime: z.string(),
  size: z.number(),
  details: open,
  hasSpoiler: z.boolean().optional(),
});
export type Media = z.infer<typeof media>;

export const message = z.object({
  chatKey: z.string(),
  messageId: z.number(),
  from: z.object({ id: z.number(), name: z.string(), isBot: z.boolean(), isAnonymous: z.boolean().optional() }),
  date: z.string(),
  thread: z.number().optional(),
  text: z.string().optional(),
  entities: z.array(entity).optional(),
  caption: z.string().optional(),
  captionEntities: z.array(entity).optional(),
  media: media.optional(),
  attachment: open.optional(),
  service: open.optional(),
  albumId: z.string().optional(),
  buttons,
  keyboard: buttons.optional(),
  replyTo: z.object({ messageId: z.number(), text: z.string().optional() }).optional(),
  reactions: z.array(z.object({ by: z.number(), emoji: z.array(z.string()) })),
  isEdited: z.boolean(),
  isPinned: z.boolean(),
  isSilent: z.boolean().optional(),
  viaBot: z.string().optional(),
  forwardedFrom: z.string().optional(),
});
/** A message as somebody looking at the chat sees it. */
export type Message = z.infer<typeof message>;

const user = z.object({
  id: z.number(),
  firstName: z.string(),
  lastName: z.string().optional(),
  username: z.string().optional(),
  languageCode: z.string().optional(),
});
export type User = z.infer<typeof user>;

const command = z.looseObject({ command: z.string(), description: z.string() });
export type BotCommand = z.infer<typeof command>;

const bot = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  supportsInline: z.boolean(),
  commands: z.record(z.string(), z.array(command)),
});
export type Bot = z.infer<typeof bot>;

const topic = z.object({ id: z.number(), name: z.string(), iconColor: z.number(), isClosed: z.boolean() });
export type Topic = z.infer<typeof topic>;

const chat = z.object({
  key: z.string(),
  type: z.enum(['private', 'group', 'supergroup']),
  title: z.string(),
  isForum: z.boolean(),
  members: z.array(z.object({ id: z.number(), status: z.string() })),
  topics: z.array(topic),
  isStarted: z.boolean(),
  isBlocked: z.boolean(),
  keyboard: buttons.optional(),
});
export type Chat = z.infer<typeof chat>;

const fault = z.object({
  id: z.number(),
  kind: z.string(),
  bot: z.union([z.number(), z.string()]).optional(),
  method: z.string().optional(),
  times: z.number().optional(),
  hits: z.number(),
});
export type Fault = z.infer<typeof fault>;

const delivery = z.looseObject({ duplicates: z.number(), shuffle: z.boolean(), delayMs: z.number() });
export type Delivery = z.infer<typeof delivery>;

/** What the emulated Telegram sends over its socket: everything at first, then every change. */
export const change = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    users: z.array(user),
    bots: z.array(bot),
    chats: z.array(chat),
    messages: z.record(z.string(), z.array(message)),
    faults: z.array(fault),
    delivery,
    limits: z.unknown(),
  }),
  z.object({ type: z.literal('message'), message }),
  z.object({ type: z.literal('message-deleted'), chatKey: z.string(), messageId: z.number() }),
  z.object({ type: z.literal('chat'), chat }),
  z.object({ type: z.literal('user'), user }),
  z.object({ type: z.literal('bot'), bot }),
  z.object({ type: z.literal('action'), chatKey: z.string(), bot: z.string(), action: z.string(), thread: z.number().optional() }),
  z.object({ type: z.literal('callback-answer') }),
  z.object({ type: z.literal('faults'), faults: z.array(fault) }),
]);
export type Change = z.infer<typeof change>;
