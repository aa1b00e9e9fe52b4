import { detectEntities } from '../format/entities.ts';
import type { Entity } from '../wire.ts';
import { announce } from '../world/announce.ts';
import { hasRight, isInside } from '../world/chats.ts';
import { addMessage, type NewMessage } from '../world/messages.ts';
import type { Chat, Message, Topic, User, World } from '../world/state.ts';
import type { MessageRef } from './handles.ts';
import { topicOf } from './scene.ts';

/** How a person's message is placed. */
export interface WriteOptions {
  /** The message it answers. */
  replyTo?: MessageRef | undefined;
  /** The forum topic, by its thread id; none is General. */
  thread?: number | undefined;
  /** Formatting; links, commands and mentions are found by themselves. */
  entities?: Entity[] | undefined;
  /** Posts as the group itself, as anonymous administrators do. */
  isAnonymous?: boolean | undefined;
}

/** Puts a person's message into a chat and delivers it to the bots there. */
export function write(world: World, person: User, chat: Chat, content: Partial<NewMessage>, options: WriteOptions = {}): Message {
  const replied = options.replyTo ? chat.messages.get(options.replyTo.messageId) : undefined;
  if (options.replyTo && !replied) throw new Error(`There is no message ${options.replyTo.messageId} to reply to in ${chat.title}`);
  const topic = options.thread === undefined ? replied?.topic : topicOf(chat, options.thread);
  checkMayWrite(chat, person, topic);
  const isAnonymous = options.isAnonymous ?? chat.members.get(person.id)?.isAnonymous ?? false;
  const message = addMessage(world, chat, {
    from: person,
    senderChat: isAnonymous ? chat : undefined,
    topic,
    replyToId: replied?.id,
    ...content,
    ...formatting(content, options.entities),
  });
  announce(world, message);
  return message;
}

function formatting({ text, caption }: Partial<NewMessage>, entities: Entity[] = []): Partial<NewMessage> {
  if (text !== undefined) return { entities: detectEntities({ text, entities }) };
  return caption === undefined ? {} : { captionEntities: detectEntities({ text: caption, entities }) };
}

function checkMayWrite(chat: Chat, person: User, topic: Topic | undefined): void {
  if (chat.type === 'private') {
    startIfNew(chat);
    return;
  }
  if (!isInside(chat.members.get(person.id))) throw new Error(`${person.firstName} is not in ${chat.title}`);
  const isClosed = topic ? topic.isClosed : chat.isForum && chat.isGeneralClosed;
  if (isClosed && !hasRight(chat, person.id, 'can_manage_topics')) throw new Error(`${person.firstName} can't write in a closed topic`);
}

// The first message to a bot starts it; a person who blocked it has to unblock it first.
function startIfNew(chat: Chat): void {
  if (chat.isBlocked) throw new Error(`${chat.person?.firstName ?? 'The person'} has blocked this bot`);
  chat.isStarted = true;
}
