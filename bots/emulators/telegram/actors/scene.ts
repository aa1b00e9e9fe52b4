import { privateChat } from '../world/chats.ts';
import type { Bot, Chat, Message, Topic, User, World } from '../world/state.ts';
import type { ChatRef, EmulatedBot, MessageRef } from './handles.ts';

/** Where an actor acts: a group, or the bot to talk to. */
export type Target = ChatRef | EmulatedBot;

/** The chat a reference means. */
export function chatOf(world: World, ref: Pick<ChatRef, 'key'>): Chat {
  const chat = world.chats.get(ref.key);
  if (!chat) throw new Error(`There is no chat ${ref.key}`);
  return chat;
}

/** The bot a handle means. */
export function botOf(world: World, handle: Pick<EmulatedBot, 'id'>): Bot {
  const bot = world.botsById.get(handle.id);
  if (!bot) throw new Error(`There is no bot ${handle.id}`);
  return bot;
}

/** The chat in which this person meets the target. */
export function targetChat(world: World, person: User, target: Target): Chat {
  if ('token' in target) return privateChat(world, botOf(world, target), person);
  const chat = chatOf(world, target);
  // Bots name a private chat by the person's id; people mean the chat itself.
  return chat.migratedTo ?? chat;
}

/** The message a reference means. */
export function messageOf(world: World, ref: MessageRef): Message {
  const message = chatOf(world, { key: ref.chatKey }).messages.get(ref.messageId);
  if (!message) throw new Error(`There is no message ${ref.messageId} in chat ${ref.chatKey}`);
  return message;
}

/** The topic with this id, or an error. */
export function topicOf(chat: Chat, threadId: number): Topic {
  const topic = chat.topics.get(threadId);
  if (!topic || topic.isDeleted) throw new Error(`There is no topic ${threadId} in ${chat.title}`);
  return topic;
}
