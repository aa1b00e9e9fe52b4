import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { readText } from '../../format/formatted.ts';
import { unixTime } from '../../../clock.ts';
import { emit } from '../../world/world.ts';
import { getWritableChat } from '../chat-access.ts';
import { method, type Method } from '../method.ts';
import { chatId, entities, integer, string } from '../params.ts';
import { post, sendShape } from './post.ts';

/** Words, and the sign that words are coming. */
export const textMethods: Record<string, Method> = {
  sendMessage: method(
    { ...sendShape, text: string.default(''), parse_mode: z.string().optional(), entities: entities.optional() },
    (call, parameters) => {
      const formatted = readText({ text: parameters.text, parseMode: parameters.parse_mode, entities: parameters.entities });
      return post(call, parameters, formatted);
    },
  ),
  sendChatAction: method({ chat_id: chatId, message_thread_id: integer.optional(), action: z.string() }, (call, parameters) => {
    if (!chatActions.has(parameters.action)) throw badRequest('wrong parameter action in request');
    const chat = getWritableChat(call, parameters.chat_id);
    emit(call.world, { type: 'action', chat, bot: call.bot, action: parameters.action, threadId: parameters.message_thread_id });
    return true;
  }),
  sendDice: method({ ...sendShape, emoji: z.string().default('🎲') }, (call, parameters) =>
    post(call, parameters, { attachment: { dice: { emoji: parameters.emoji, value: 1 + (unixTime(call.world.clock) % 6) } } }),
  ),
};

const chatActions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);
