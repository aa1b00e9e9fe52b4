import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { unixTime } from '../../../clock.ts';
import { readText } from '../../format/formatted.ts';
import { parseMarkup } from '../../format/markup.ts';
import type { WireObject } from '../../wire.ts';
import { isService, presentMessage } from '../../world/messages.ts';
import type { Message } from '../../world/state.ts';
import { emit } from '../../world/world.ts';
import { getMessage, getWritableChat } from '../chat-access.ts';
import { method, type Call, type Method } from '../method.ts';
import { chatId, entities, integer, json, object, string } from '../params.ts';
import { inputMedia, readInputMedia } from '../sending/album.ts';
import { captionFrom, captionShape } from '../sending/media.ts';

const targetShape = {
  chat_id: chatId.optional(),
  message_id: integer.optional(),
  inline_message_id: z.string().optional(),
  reply_markup: z.unknown().optional(),
};
type Target = z.output<z.ZodObject<typeof targetShape>>;

/** Changes to the bot's own messages; an edit without reply_markup takes the buttons away, as at Telegram. */
export const editMethods: Record<string, Method> = {
  editMessageText: method(
    {
      ...targetShape,
      text: string.default(''),
      parse_mode: z.string().optional(),
      entities: entities.optional(),
      link_preview_options: object.optional(),
    },
    (call, parameters) => {
      const formatted = readText({ text: parameters.text, parseMode: parameters.parse_mode, entities: parameters.entities });
      const message = targetOf(call, parameters);
      if (message.text === undefined) throw badRequest('there is no text in the message to edit');
      return apply(call, parameters, message, formatted);
    },
  ),
  editMessageCaption: method({ ...targetShape, ...captionShape }, (call, parameters) => {
    const caption = { caption: undefined, captionEntities: undefined, ...captionFrom(parameters) };
    const message = targetOf(call, parameters);
    if (!message.media) throw badRequest('there is no caption in the message to edit');
    return apply(call, parameters, message, caption);
  }),
  editMessageMedia: method({ ...targetShape, media: json(inputMedia) }, (call, parameters) => {
    const message = targetOf(call, parameters);
    const content = readInputMedia(call, parameters.media);
    if (!message.media && message.text === undefined) throw badRequest("message can't be edited");
    return apply(call, parameters, message, {
      caption: undefined,
      captionEntities: undefined,
      text: undefined,
      entities: undefined,
      ...content,
    });
  }),
  editMessageReplyMarkup: method(targetShape, (call, parameters) => apply(call, parameters, targetOf(call, parameters), {})),
};

function targetOf(call: Call, { chat_id, message_id, inline_message_id: inlineId }: Target): Message {
  if (inlineId !== undefined) return inlineTarget(call, inlineId);
  if (chat_id === undefined) throw badRequest('chat_id is empty');
  if (message_id === undefined) throw badRequest('message identifier is not specified');
  const message = getMessage(getWritableChat(call, chat_id), message_id, 'edit');
  if (message.from.id !== call.bot.user.id || isService(message) || message.forwardOrigin) throw badRequest("message can't be edited");
  return message;
}

function inlineTarget({ world, bot }: Call, inlineId: string): Message {
  const [chatKey = '', id] = Buffer.from(inlineId, 'base64url').toString().split('|');
  const message = world.chats.get(chatKey)?.messages.get(Number(id));
  if (message?.viaBot?.id !== bot.user.id) throw badRequest('MESSAGE_ID_INVALID');
  return message;
}

function apply(call: Call, { reply_markup, inline_message_id }: Target, message: Message, change: Partial<Message>): WireObject | true {
  const next = { ...change, markup: parseMarkup(reply_markup) };
  const isSame = Object.entries(next).every(([field, value]) => isDeepStrictEqual(message[field as keyof Message], value)); // fields of a partial message
  if (isSame) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  const isContent = Object.keys(change).length > 0;
  Object.assign(message, next);
  // Buttons alone don't make a message "edited".
  if (isContent) message.editDate = unixTime(call.world.clock);
  call.messageIds.push(message.id);
  emit(call.world, { type: 'message', message });
  return inline_message_id === undefined ? presentMessage(message, call.bot) : true;
}
