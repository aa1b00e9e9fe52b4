import { announce } from '../../world/announce.ts';
import { addMessage } from '../../world/messages.ts';
import { emit } from '../../world/world.ts';
import { getMessage, getWritableChat, requireRight } from '../chat-access.ts';
import { method, type Method } from '../method.ts';
import { chatId, flag, integer } from '../params.ts';

const pinning = 'manage pinned messages in the chat';

/** Pinned messages. */
export const pinMethods: Record<string, Method> = {
  pinChatMessage: method({ chat_id: chatId, message_id: integer, disable_notification: flag.optional() }, (call, parameters) => {
    const chat = getWritableChat(call, parameters.chat_id);
    requireRight(call, chat, 'can_pin_messages', pinning);
    const message = getMessage(chat, parameters.message_id, 'pin');
    chat.pinned.add(message.id);
    emit(call.world, { type: 'message', message });
    announce(
      call.world,
      addMessage(call.world, chat, { from: call.bot.user, service: { pinned_message_id: message.id }, topic: message.topic }),
    );
    return true;
  }),
  unpinChatMessage: method({ chat_id: chatId, message_id: integer.optional() }, (call, parameters) => {
    const chat = getWritableChat(call, parameters.chat_id);
    requireRight(call, chat, 'can_pin_messages', pinning);
    const message =
      parameters.message_id === undefined
        ? chat.messages.get([...chat.pinned].at(-1) ?? 0)
        : getMessage(chat, parameters.message_id, 'unpin');
    if (!message) return true;
    chat.pinned.delete(message.id);
    emit(call.world, { type: 'message', message });
    return true;
  }),
  unpinAllChatMessages: method({ chat_id: chatId }, (call, parameters) => {
    const chat = getWritableChat(call, parameters.chat_id);
    requireRight(call, chat, 'can_pin_messages', pinning);
    const messages = [...chat.pinned].map((id) => chat.messages.get(id)).filter((message) => message !== undefined);
    chat.pinned.clear();
    for (const message of messages) emit(call.world, { type: 'message', message });
    return true;
  }),
};
