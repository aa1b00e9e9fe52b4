import { publish } from '../delivery/inbox.ts';
import { isAdmin, laneOf, presentChat, rightNames } from './chats.ts';
import { isService, presentMessage } from './messages.ts';
import type { Bot, Chat, Member, Message, Rights, User, World } from './state.ts';
import { presentUser } from './users.ts';
import { unixTime } from '../../clock.ts';

/** A bot's own actions that Telegram tells the bot too; its ordinary messages it never hears of. */
const echoedService = [
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'pinned_message_id',
  'left_chat_member',
];

/** Delivers a new or edited message to each bot of its chat that may see it. */
export function announce(world: World, message: Message, kind: 'message' | 'edited_message' = 'message'): void {
  for (const botId of message.chat.botIds) {
    const bot = world.botsById.get(botId);
    if (bot && canSee(bot, message)) publish(bot, kind, laneOf(message.chat), presentMessage(message, bot), message.from.id);
  }
}

/** Whether Telegram would deliver this message to this bot (other bots' messages never, in privacy mode only what concerns it). */
function canSee(bot: Bot, message: Message): boolean {
  const { chat, from } = message;
  if (from.id === bot.user.id) return echoedService.some((field) => message.service?.[field] !== undefined);
  if (from.isBot && !message.senderChat) return isService(message);
  if (chat.type === 'private' || isService(message)) return true;
  if (bot.canReadAllGroupMessages || isAdmin(chat, bot.user.id)) return true;
  return concerns(bot, message);
}

function concerns(bot: Bot, message: Message): boolean {
  if (message.viaBot?.id === bot.user.id) return true;
  const replied = message.replyToId === undefined ? undefined : message.chat.messages.get(message.replyToId);
  if (replied?.from.id === bot.user.id) return true;
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.captionEntities ?? [];
  const ownName = `@${bot.user.username ?? ''}`.toLowerCase();
  return entities.some(({ type, offset, length }) => {
    const part = text.slice(offset, offset + length).toLowerCase();
    if (type === 'mention') return part === ownName;
    return type === 'bot_command' && (!part.includes('@') || part.endsWith(ownName));
  });
}

/** A user's place in a chat, by Telegram's names. */
export function presentMember(member: Member): Record<string, unknown> {
  const base = { user: presentUser(member.user), status: member.status };
  if (member.status === 'creator') return { ...base, is_anonymous: member.isAnonymous };
  if (member.status === 'administrator')
    return { ...base, can_be_edited: false, is_anonymous: member.isAnonymous, ...allRights(member.rights) };
  return member.status === 'kicked' ? { ...base, until_date: 0 } : base;
}

function allRights(rights: Rights): Rights {
  return Object.fromEntries(rightNames.map((name) => [name, rights[name] === true]));
}

/** Tells the bots of a chat how a user's place changed: the user itself by my_chat_member, administrators by chat_member. */
export function announceMember(world: World, chat: Chat, actor: User, before: Member, after: Member): void {
  const body = {
    chat: presentChat(chat),
    from: presentUser(actor),
    date: unixTime(world.clock),
    old_chat_member: presentMember(before),
    new_chat_member: presentMember(after),
  };
  const own = world.botsById.get(after.user.id);
  if (own) publish(own, 'my_chat_member', laneOf(chat), body, actor.id);
  for (const botId of chat.botIds) {
    const bot = world.botsById.get(botId);
    if (bot && bot !== own && isAdmin(chat, botId)) publish(bot, 'chat_member', laneOf(chat), body, actor.id);
  }
}

/** A bot's place in its private chat, where "kicked" means blocked. */
export function announceBlock(world: Pick<World, 'clock'>, chat: Chat, bot: Bot, person: User, isBlocked: boolean): void {
  const member = (status: 'member' | 'kicked'): Member => ({ user: bot.user, status, rights: {}, isAnonymous: false });
  const [before, after] = isBlocked ? [member('member'), member('kicked')] : [member('kicked'), member('member')];
  publish(
    bot,
    'my_chat_member',
    laneOf(chat),
    {
      chat: presentChat(chat),
      from: presentUser(person),
      date: unixTime(world.clock),
      old_chat_member: presentMember(before),
      new_chat_member: presentMember(after),
    },
    person.id,
  );
}
