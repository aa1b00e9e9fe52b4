import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { unixTime } from '../../../clock.ts';
import { hasRight } from '../../world/chats.ts';
import { removeMessage } from '../../world/messages.ts';
import type { Message } from '../../world/state.ts';
import { getMessage, getWritableChat } from '../chat-access.ts';
import { method, type Call, type Method } from '../method.ts';
import { chatId, integer, json } from '../params.ts';

/** How long a message can be deleted for everyone without administrator's rights, in seconds. */
const deletableSeconds = 48 * 3600;

/** Deleting for everyone. */
export const deleteMethods: Record<string, Method> = {
  deleteMessage: method({ chat_id: chatId, message_id: integer }, (call, parameters) => {
    const message = getMessage(getWritableChat(call, parameters.chat_id), parameters.message_id, 'delete');
    checkDeletable(call, message);
    call.messageIds.push(message.id);
    removeMessage(call.world, message);
    return true;
  }),
  deleteMessages: method({ chat_id: chatId, message_ids: json(z.array(z.number().int()).min(1).max(100)) }, (call, parameters) => {
    const chat = getWritableChat(call, parameters.chat_id);
    // Ids that are not there are skipped.
    const messages = parameters.message_ids.map((id) => chat.messages.get(id)).filter((message) => message !== undefined);
    for (const message of messages) checkDeletable(call, message);
    for (const message of messages) removeMessage(call.world, message);
    call.messageIds.push(...messages.map(({ id }) => id));
    return true;
  }),
};

function checkDeletable({ bot, world }: Call, message: Message): void {
  const { chat } = message;
  if (
    message.service &&
    ['forum_topic_created', 'supergroup_chat_created', 'group_chat_created'].some((field) => field in (message.service ?? {}))
  ) {
    throw badRequest("message can't be deleted");
  }
  const isRightful = chat.type !== 'private' && hasRight(chat, bot.user.id, 'can_delete_messages');
  if (isRightful) return;
  const isOwn = message.from.id === bot.user.id;
  if (!isOwn && chat.type !== 'private') throw badRequest("message can't be deleted");
  if (unixTime(world.clock) - message.date > deletableSeconds) throw badRequest("message can't be deleted for everyone");
}
