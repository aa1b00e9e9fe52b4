import { writeService } from './service.ts';
import type { Chat, Message, Topic, User, World } from './state.ts';
import { emit } from './world.ts';

/** What a topic starts with. */
export interface NewTopic {
  name: string;
  iconColor?: number | undefined;
  iconCustomEmojiId?: string | undefined;
}

/** Opens a topic; its id is that of the service message it starts with. */
export function createTopic(
  world: World,
  actor: User,
  chat: Chat,
  { name, iconColor = 0x6fb9f0, iconCustomEmojiId }: NewTopic,
): { topic: Topic; message: Message } {
  const topic: Topic = {
    id: chat.nextMessageId,
    name,
    iconColor,
    iconCustomEmojiId,
    creatorId: actor.id,
    isClosed: false,
    isDeleted: false,
    messageIds: new Set(),
  };
  chat.topics.set(topic.id, topic);
  const created = { name, icon_color: iconColor, icon_custom_emoji_id: iconCustomEmojiId };
  return { topic, message: writeService(world, actor, chat, { forum_topic_created: created }, topic) };
}

/** Opens or closes a topic and says so in it. */
export function setClosed(world: World, actor: User, chat: Chat, topic: Topic, isClosed: boolean): void {
  topic.isClosed = isClosed;
  writeService(world, actor, chat, { [isClosed ? 'forum_topic_closed' : 'forum_topic_reopened']: {} }, topic);
}

/** Deletes a topic with its messages; Telegram tells bots nothing. */
export function deleteTopic(world: World, chat: Chat, topic: Topic): void {
  topic.isDeleted = true;
  for (const id of topic.messageIds) {
    chat.messages.delete(id);
    chat.pinned.delete(id);
    emit(world, { type: 'message-deleted', chat, messageId: id });
  }
  topic.messageIds.clear();
  emit(world, { type: 'chat', chat });
}
