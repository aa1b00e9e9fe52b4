import { badRequest, forbidden } from '../api-error.ts';
import { hasRight, isInside, privateKey } from '../world/chats.ts';
import type { Chat, Message } from '../world/state.ts';
import type { Call } from './method.ts';

/** The chat that a bot may look at: its own private chats, and groups that it is or was in. */
export function getChat({ world, bot }: Pick<Call, 'world' | 'bot'>, id: number | string): Chat {
  const chat = typeof id === 'number' ? world.chats.get(id > 0 ? privateKey(bot, id) : String(id)) : undefined;
  if (!chat || (chat.type !== 'private' && !chat.members.has(bot.user.id))) throw badRequest('chat not found');
  if (chat.migratedTo) throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo.id });
  return chat;
}

/** The group a bot is in now, or the private chat it may write to; Telegram's refusal otherwise. */
export function getWritableChat(call: Pick<Call, 'world' | 'bot'>, id: number | string): Chat {
  if (typeof id === 'number' && id > 0) return getWritablePrivateChat(call, id);
  const chat = getChat(call, id);
  const status = chat.members.get(call.bot.user.id)?.status;
  const kind = chat.type === 'group' ? 'group' : 'supergroup';
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${kind} chat`);
  if (!isInside(chat.members.get(call.bot.user.id))) throw forbidden(`bot is not a member of the ${kind} chat`);
  return chat;
}

function getWritablePrivateChat({ world, bot }: Pick<Call, 'world' | 'bot'>, id: number): Chat {
  const user = world.users.get(id);
  if (!user) throw badRequest('chat not found');
  if (user.isBot) throw forbidden("bot can't send messages to bots");
  if (user.isDeactivated) throw forbidden('user is deactivated');
  const chat = world.chats.get(privateKey(bot, id));
  if (chat?.isBlocked) throw forbidden('bot was blocked by the user');
  if (chat?.isStarted) return chat;
  throw bot.knownUsers.has(id) ? forbidden("bot can't initiate conversation with a user") : badRequest('chat not found');
}

/** Refuses a bot that lacks a right; `doing` completes Telegram's sentence. */
export function requireRight({ bot }: Pick<Call, 'bot'>, chat: Chat, right: string, doing: string): void {
  if (chat.type !== 'private' && !hasRight(chat, bot.user.id, right)) throw badRequest(`not enough rights to ${doing}`);
}

/** A message of a chat; `doing` completes "message to ... not found". */
export function getMessage(chat: Chat, messageId: number, doing: string): Message {
  const message = chat.messages.get(messageId);
  if (!message) throw badRequest(`message to ${doing} not found`);
  return message;
}
