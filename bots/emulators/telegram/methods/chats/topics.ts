import { z } from 'zod';
import { badRequest } from '../../api-error.ts';
import { createTopic, deleteTopic, setClosed } from '../../world/topics.ts';
import { hasRight } from '../../world/chats.ts';
import type { Chat, Topic } from '../../world/state.ts';
import { writeService } from '../../world/service.ts';
import { getWritableChat } from '../chat-access.ts';
import { method, type Call, type Method } from '../method.ts';
import { chatId, integer, string } from '../params.ts';
import { topicIcons } from './topic-icons.ts';

const iconColors = new Set([0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f]);
const topicShape = { chat_id: chatId, message_thread_id: integer };
const iconIds = new Set(topicIcons.map(({ custom_emoji_id: id }) => id));

/** Forum topics. */
export const topicMethods: Record<string, Method> = {
  createForumTopic: method(
    { chat_id: chatId, name: string, icon_color: integer.optional(), icon_custom_emoji_id: z.string().optional() },
    (call, parameters) => {
      const chat = getForum(call, parameters.chat_id);
      if (!mayManage(call, chat)) throw badRequest('not enough rights to create a topic');
      checkName(parameters.name);
      if (parameters.icon_color !== undefined && !iconColors.has(parameters.icon_color)) throw badRequest('wrong icon color specified');
      checkIcon(parameters.icon_custom_emoji_id);
      const { topic, message } = createTopic(call.world, call.bot.user, chat, {
        name: parameters.name,
        iconColor: parameters.icon_color,
        iconCustomEmojiId: parameters.icon_custom_emoji_id,
      });
      call.messageIds.push(message.id);
      return { message_thread_id: topic.id, name: topic.name, icon_color: topic.iconColor, icon_custom_emoji_id: topic.iconCustomEmojiId };
    },
  ),
  editForumTopic: method({ ...topicShape, name: string.optional(), icon_custom_emoji_id: z.string().optional() }, (call, parameters) => {
    const { chat, topic } = getTopic(call, parameters, 'edit');
    const { name, icon_custom_emoji_id: icon } = parameters;
    if (name) checkName(name);
    checkIcon(icon || undefined);
    const nextName = name || topic.name;
    const nextIcon = icon === undefined ? topic.iconCustomEmojiId : icon || undefined;
    if (nextName === topic.name && nextIcon === topic.iconCustomEmojiId) throw badRequest('TOPIC_NOT_MODIFIED');
    const edited = {
      name: nextName === topic.name ? undefined : nextName,
      icon_custom_emoji_id: nextIcon === topic.iconCustomEmojiId ? undefined : (nextIcon ?? ''),
    };
    Object.assign(topic, { name: nextName, iconCustomEmojiId: nextIcon });
    writeService(call.world, call.bot.user, chat, { forum_topic_edited: edited }, topic);
    return true;
  }),
  closeForumTopic: method(topicShape, (call, parameters) => toggle(call, parameters, true)),
  reopenForumTopic: method(topicShape, (call, parameters) => toggle(call, parameters, false)),
  deleteForumTopic: method(topicShape, (call, parameters) => {
    const { chat, topic } = getTopic(call, parameters, 'delete');
    if (chat.type !== 'private' && !hasRight(chat, call.bot.user.id, 'can_delete_messages'))
      throw badRequest('not enough rights to delete a topic');
    deleteTopic(call.world, chat, topic);
    return true;
  }),
  unpinAllForumTopicMessages: method(topicShape, (call, parameters) => {
    const { chat, topic } = getTopic(call, parameters, 'unpin');
    for (const id of topic.messageIds) chat.pinned.delete(id);
    return true;
  }),
  getForumTopicIconStickers: method({}, () => topicIcons),
  closeGeneralForumTopic: method({ chat_id: chatId }, (call, { chat_id }) =>
    changeGeneral(call, chat_id, { isGeneralClosed: true }, 'forum_topic_closed'),
  ),
  reopenGeneralForumTopic: method({ chat_id: chatId }, (call, { chat_id }) =>
    changeGeneral(call, chat_id, { isGeneralClosed: false }, 'forum_topic_reopened'),
  ),
  hideGeneralForumTopic: method({ chat_id: chatId }, (call, { chat_id }) =>
    changeGeneral(call, chat_id, { isGeneralHidden: true, isGeneralClosed: true }, 'general_forum_topic_hidden'),
  ),
  unhideGeneralForumTopic: method({ chat_id: chatId }, (call, { chat_id }) =>
    changeGeneral(call, chat_id, { isGeneralHidden: false }, 'general_forum_topic_unhidden'),
  ),
  editGeneralForumTopic: method({ chat_id: chatId, name: string }, (call, { chat_id, name }) => {
    checkName(name);
    return changeGeneral(call, chat_id, {}, 'forum_topic_edited', { name });
  }),
};

function getForum(call: Call, id: number | string): Chat {
  const chat = getWritableChat(call, id);
  if (!chat.isForum) throw badRequest('the chat is not a forum');
  return chat;
}

function getTopic(
  call: Call,
  parameters: { chat_id: number | string; message_thread_id: number },
  doing: string,
): { chat: Chat; topic: Topic } {
  const chat = getForum(call, parameters.chat_id);
  const topic = chat.topics.get(parameters.message_thread_id);
  if (!topic || topic.isDeleted) throw badRequest('TOPIC_ID_INVALID');
  // A bot may change the topics it made without any right; deleting takes a right of its own.
  if (doing !== 'delete' && topic.creatorId !== call.bot.user.id && !mayManage(call, chat))
    throw badRequest(`not enough rights to ${doing} the topic`);
  return { chat, topic };
}

const mayManage = ({ bot }: Call, chat: Chat): boolean => chat.type === 'private' || hasRight(chat, bot.user.id, 'can_manage_topics');

function toggle(call: Call, parameters: { chat_id: number | string; message_thread_id: number }, isClosed: boolean): true {
  const { chat, topic } = getTopic(call, parameters, isClosed ? 'close' : 'reopen');
  if (topic.isClosed === isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
  setClosed(call.world, call.bot.user, chat, topic, isClosed);
  return true;
}

type General = Pick<Chat, 'isGeneralClosed' | 'isGeneralHidden'>;

function changeGeneral(
  call: Call,
  id: number | string,
  change: Partial<General>,
  field: string,
  value: Record<string, unknown> = {},
): true {
  const chat = getForum(call, id);
  if (!mayManage(call, chat)) throw badRequest('not enough rights to manage the topic');
  const names = Object.keys(change) as (keyof General)[]; // keys of a literal object
  if (names.length > 0 && names.every((name) => chat[name] === change[name])) throw badRequest('TOPIC_NOT_MODIFIED');
  Object.assign(chat, change);
  writeService(call.world, call.bot.user, chat, { [field]: value });
  return true;
}

function checkName(name: string): void {
  if (name.trim() === '') throw badRequest('TOPIC_TITLE_EMPTY');
  if (name.length > 128) throw badRequest('topic name is too long');
}

function checkIcon(id: string | undefined): void {
  if (id !== undefined && !iconIds.has(id)) throw badRequest('DOCUMENT_INVALID');
}
