import { unixTime } from '../../clock.ts';
import type { WireMessage, WireObject } from '../wire.ts';
import { presentChat } from './chats.ts';
import { presentMedia } from './files.ts';
import type { Bot, Chat, Message, World } from './state.ts';
import { presentUser } from './users.ts';
import { anonymousAdmin, emit } from './world.ts';

/** What a new message says; the rest is filled in. */
export type NewMessage = Omit<Message, 'id' | 'chat' | 'date' | 'reactions'>;

/** Puts a message into a chat; who hears of it is up to `announce`. */
export function addMessage(world: World, chat: Chat, fields: NewMessage): Message {
  const message: Message = { ...fields, id: chat.nextMessageId++, chat, date: unixTime(world.clock), reactions: new Map() };
  chat.messages.set(message.id, message);
  message.topic?.messageIds.add(message.id);
  if (message.markup?.reply || message.markup?.removesKeyboard) {
    chat.keyboard = message.markup.reply ? message.markup : undefined;
    emit(world, { type: 'chat', chat });
  }
  emit(world, { type: 'message', message });
  return message;
}

/** Takes a message out of its chat. */
export function removeMessage(world: World, message: Message): void {
  const { chat } = message;
  chat.messages.delete(message.id);
  chat.pinned.delete(message.id);
  message.topic?.messageIds.delete(message.id);
  emit(world, { type: 'message-deleted', chat, messageId: message.id });
}

/** Who a message is from on the wire: an anonymous administrator's posts come from the group. */
function presentAuthor(message: Message): { from: WireObject; sender_chat?: WireObject } {
  if (message.senderChat) return { from: { ...presentUser(anonymousAdmin) }, sender_chat: presentChat(message.senderChat) };
  return { from: { ...presentUser(message.from) } };
}

/** A message as one bot sees it: file ids are the bot's own, a replied-to message carries no further reply. */
export function presentMessage(message: Message, bot: Bot, withReply = true): WireMessage {
  const replied = withReply ? repliedOf(message) : undefined;
  return {
    message_id: message.id,
    ...presentAuthor(message),
    chat: presentChat(message.chat),
    date: message.date,
    edit_date: message.editDate,
    message_thread_id: threadIdOf(message),
    is_topic_message: message.topic ? true : undefined,
    forward_origin: message.forwardOrigin,
    ...legacyForward(message.forwardOrigin),
    reply_to_message: replied ? presentMessage(replied, bot, false) : undefined,
    quote: message.quote,
    via_bot: message.viaBot ? presentUser(message.viaBot) : undefined,
    media_group_id: message.mediaGroupId,
    text: message.text,
    entities: message.entities?.length ? message.entities : undefined,
    ...(message.media ? presentMedia(bot, message.media) : {}),
    has_media_spoiler: message.media?.hasSpoiler || undefined,
    caption: message.caption || undefined,
    caption_entities: message.captionEntities?.length ? message.captionEntities : undefined,
    ...message.attachment,
    ...presentService(message, bot),
    ...message.extras,
    reply_markup: message.markup?.inline ? { inline_keyboard: message.markup.inline } : undefined,
  };
}

// In a topic every message that answers nothing else answers the topic's first one.
function repliedOf({ chat, id, topic, replyToId }: Message): Message | undefined {
  if (replyToId !== undefined) return chat.messages.get(replyToId);
  return topic && topic.id !== id && chat.type === 'supergroup' ? chat.messages.get(topic.id) : undefined;
}

// Replies outside of topics carry a thread id too, without is_topic_message (tdlib/telegram-bot-api#447).
function threadIdOf({ chat, topic, replyToId }: Message): number | undefined {
  return topic?.id ?? (chat.type === 'supergroup' ? replyToId : undefined);
}

function presentService({ service, chat }: Message, bot: Bot): WireObject {
  if (!service) return {};
  const pinnedId = service['pinned_message_id'];
  if (typeof pinnedId !== 'number') return service;
  const pinned = chat.messages.get(pinnedId);
  return { pinned_message: pinned ? presentMessage(pinned, bot, false) : { chat: presentChat(chat), message_id: pinnedId, date: 0 } };
}

function legacyForward(origin: WireObject | undefined): WireObject {
  if (!origin) return {};
  return origin['type'] === 'user'
    ? { forward_from: origin['sender_user'], forward_date: origin['date'] }
    : { forward_sender_name: origin['sender_user_name'], forward_date: origin['date'] };
}

/** Where a forwarded copy says it comes from. */
export function forwardOrigin(message: Message): WireObject {
  if (message.forwardOrigin) return message.forwardOrigin;
  if (message.senderChat) return { type: 'chat', sender_chat: presentChat(message.senderChat), date: message.date };
  return { type: 'user', sender_user: presentUser(message.from), date: message.date };
}

/** Whether a message tells of an event in the chat instead of saying something. */
export const isService = (message: Message): boolean => message.service !== undefined;
