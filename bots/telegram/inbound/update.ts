import { z } from 'zod';

/** Who acts: a person or another bot. */
export const telegramUser = z.object({
  id: z.number(),
  is_bot: z.boolean().default(false),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});
export type TelegramUser = z.infer<typeof telegramUser>;

const chat = z.object({ id: z.number(), type: z.string() });

/** What is read before a message's kind is known; the rest stays for the kinds to parse. */
export const messageEnvelope = z.looseObject({
  message_id: z.number(),
  date: z.number(),
  edit_date: z.number().optional(),
  chat,
  from: telegramUser.optional(),
  media_group_id: z.string().optional(),
  migrate_to_chat_id: z.number().optional(),
  forward_origin: z.unknown().optional(),
  reply_to_message: z.looseObject({ message_id: z.number(), text: z.string().optional(), caption: z.string().optional() }).optional(),
  external_reply: z.unknown().optional(),
  quote: z.object({ text: z.string() }).optional(),
});
export type MessageEnvelope = z.infer<typeof messageEnvelope>;

/** A pressed button. The message is absent after a while, and without its keyboard when it is too old. */
export const callbackQuery = z.object({
  id: z.string(),
  from: telegramUser,
  data: z.string().optional(),
  game_short_name: z.string().optional(),
  message: z
    .object({
      message_id: z.number(),
      chat,
      reply_markup: z
        .object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional() }))) })
        .optional(),
    })
    .optional(),
});
export type CallbackQuery = z.infer<typeof callbackQuery>;

/** All reactions of one person on one message, as they are now. */
export const messageReaction = z.object({
  chat,
  message_id: z.number(),
  user: telegramUser.optional(),
  date: z.number(),
  new_reaction: z.array(z.object({ type: z.string(), emoji: z.string().optional() })),
});

/** Our own standing in a chat; in a private one it says blocked or not. */
export const memberChange = z.object({
  chat,
  from: telegramUser,
  date: z.number(),
  new_chat_member: z.object({ status: z.string() }),
});

/** One Update of the Bot API, with the kinds we listen for unparsed: a poison one must not hide what it is. */
export const update = z.looseObject({
  update_id: z.number(),
  message: z.unknown().optional(),
  edited_message: z.unknown().optional(),
  callback_query: z.unknown().optional(),
  my_chat_member: z.unknown().optional(),
  message_reaction: z.unknown().optional(),
});
export type Update = z.infer<typeof update>;

/** The kinds of update we ask for; reactions come only when named. Others (`business_*`, `channel_post`) are not for us. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'];
