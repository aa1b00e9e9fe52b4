import { announce } from './announce.ts';
import { addMessage } from './messages.ts';
import type { Chat, Message, Topic, User, World } from './state.ts';
import { emit } from './world.ts';

/** Writes a service message (somebody joined, a topic was closed...) by this user. */
export function writeService(world: World, user: User, chat: Chat, service: Record<string, unknown>, topic?: Topic): Message {
  const message = addMessage(world, chat, { from: user, service, topic });
  announce(world, message);
  emit(world, { type: 'chat', chat });
  return message;
}
