import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { parseMarkup } from '../../format/markup.ts';
import type { WireMessage, WireObject } from '../../wire.ts';
import { announce } from '../../world/announce.ts';
import { hasRight } from '../../world/chats.ts';
import { addMessage, presentMessage, type NewMessage } from '../../world/messages.ts';
import type { Chat, Message, Topic } from '../../world/state.ts';
import { getWritableChat } from '../chat-access.ts';
import type { Call } from '../method.ts';
import { chatId, flag, integer, json, object } from '../params.ts';

/** What every sending method takes. */
export const destinationShape = {
  chat_id: chatId,
  message_thread_id: integer.optional(),
  disable_notification: flag.optional(),
  protect_content: flag.optional(),
  reply_to_message_id: integer.optional(),
  allow_sending_without_reply: flag.optional(),
  reply_parameters: json(
    z.looseObject({ message_id: z.number().int(), allow_sending_without_reply: z.boolean().optional(), quote: z.string().optional() }),
  ).optional(),
};

/** What every method that sends one message takes. */
export const sendShape = { ...destinationShape, reply_markup: z.unknown().optional(), link_preview_options: object.optional() };

type Destination = z.output<z.ZodObject<typeof destinationShape>>;
type Send = z.output<z.ZodObject<typeof sendShape>>;

/** Where a message goes, with everything about the chat checked. */
export interface Place {
  chat: Chat;
  topic: Topic | undefined;
  replyToId: number | undefined;
  quote: WireObject | undefined;
}

/** Finds and checks chat, topic and replied-to message. */
export function placeFor(call: Call, destination: Destination): Place {
  const chat = getWritableChat(call, destination.chat_id);
  const replied = repliedMessage(chat, destination);
  const topic = topicFor(call, chat, destination.message_thread_id, replied);
  return { chat, topic, replyToId: replied?.id, quote: quoteOf(destination, replied) };
}

function repliedMessage(chat: Chat, destination: Destination): Message | undefined {
  const id = destination.reply_parameters?.message_id ?? destination.reply_to_message_id;
  if (id === undefined || id === 0) return undefined;
  const replied = chat.messages.get(id);
  const isOptional = destination.reply_parameters?.allow_sending_without_reply ?? destination.allow_sending_without_reply ?? false;
  if (!replied && !isOptional) throw badRequest('message to be replied not found');
  return replied;
}

function quoteOf({ reply_parameters: reply }: Destination, replied: Message | undefined): WireObject | undefined {
  if (!reply?.quote || !replied) return undefined;
  const position = (replied.text ?? replied.caption ?? '').indexOf(reply.quote);
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return { text: reply.quote, position, is_manual: true };
}

/** The topic a message goes to: the one named, else that of the replied-to message, else none (General). */
function topicFor(call: Call, chat: Chat, threadId: number | undefined, replied: Message | undefined): Topic | undefined {
  if (threadId === undefined || threadId === 0) {
    if (!chat.isForum) return undefined;
    if (replied?.topic) return openTopic(call, chat, replied.topic);
    if (chat.isGeneralClosed && !mayWriteInClosed(call, chat)) throw badRequest('TOPIC_CLOSED');
    return undefined;
  }
  const topic = chat.topics.get(threadId);
  if (!topic) throw badRequest('message thread not found');
  return openTopic(call, chat, topic);
}

function openTopic(call: Call, chat: Chat, topic: Topic): Topic {
  if (topic.isDeleted) throw badRequest(call.world.strictness.deletedTopic);
  if (topic.isClosed && !mayWriteInClosed(call, chat)) throw badRequest('TOPIC_CLOSED');
  return topic;
}

const mayWriteInClosed = ({ world, bot }: Call, chat: Chat): boolean =>
  !world.strictness.closedTopicsRefuseAdmins && hasRight(chat, bot.user.id, 'can_manage_topics');

/** Posts one message of the bot and answers with it. */
export function post(call: Call, parameters: Send, content: Partial<NewMessage>): WireMessage {
  const markup = parseMarkup(parameters.reply_markup);
  const place = placeFor(call, parameters);
  return postAt(call, place, { ...content, markup, extras: extrasOf(parameters, content), isSilent: parameters.disable_notification });
}

function extrasOf(parameters: Pick<Send, 'protect_content' | 'link_preview_options'>, content: Partial<NewMessage>): WireObject {
  return {
    ...content.extras,
    ...(parameters.protect_content ? { has_protected_content: true } : {}),
    ...(parameters.link_preview_options ? { link_preview_options: parameters.link_preview_options } : {}),
  };
}

/** Adds a checked message to its chat. */
export function postAt(call: Call, { chat, ...place }: Place, content: Partial<NewMessage>): WireMessage {
  const message = addMessage(call.world, chat, { from: call.bot.user, ...place, ...content });
  call.messageIds.push(message.id);
  announce(call.world, message);
  return presentMessage(message, call.bot);
}
