import type { WireObject } from '../wire.ts';
import type { Bot, Chat, Member, MemberStatus, Rights, User, World } from './state.ts';
import { displayName } from './users.ts';
import { emit } from './world.ts';

/** Every right of an administrator, by Telegram's names. */
export const rightNames = [
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
] as const;

function newChat(fields: Pick<Chat, 'key' | 'id' | 'type' | 'title'> & Partial<Chat>): Chat {
  return {
    isForum: false,
    members: new Map(),
    botIds: new Set(),
    messages: new Map(),
    topics: new Map(),
    nextMessageId: 1,
    pinned: new Set(),
    isStarted: false,
    isBlocked: false,
    isGeneralClosed: false,
    isGeneralHidden: false,
    ...fields,
  };
}

/** The key of the chat between a bot and a person. */
export const privateKey = (bot: Bot, userId: number): string => `${bot.user.id}:${userId}`;

/** The chat between a person and a bot, opened on first use (not yet started: the bot can't write there). */
export function privateChat(world: World, bot: Bot, person: User): Chat {
  const key = privateKey(bot, person.id);
  const existing = world.chats.get(key);
  if (existing) return existing;
  const chat = newChat({ key, id: person.id, type: 'private', title: displayName(bot.user), person, bot, isForum: bot.hasTopicsEnabled });
  chat.botIds.add(bot.user.id);
  world.chats.set(key, chat);
  emit(world, { type: 'chat', chat });
  return chat;
}

/** Creates a basic group or a supergroup, with no members yet. */
export function createGroup(
  world: World,
  { title, type, isForum = false }: { title: string; type: 'group' | 'supergroup'; isForum?: boolean },
): Chat {
  const id = type === 'group' ? -++world.counters.group : -1_000_000_000_000 - ++world.counters.supergroup;
  const chat = newChat({ key: String(id), id, type, title, isForum });
  world.chats.set(chat.key, chat);
  emit(world, { type: 'chat', chat });
  return chat;
}

/** Sets how a user stands in a group. */
export function setMember(world: World, chat: Chat, user: User, status: MemberStatus, rights: Rights = {}): Member {
  const previous = chat.members.get(user.id);
  const member: Member = { user, status, rights, isAnonymous: previous?.isAnonymous ?? false };
  chat.members.set(user.id, member);
  if (user.isBot && isInside(member)) chat.botIds.add(user.id);
  else chat.botIds.delete(user.id);
  emit(world, { type: 'chat', chat });
  return member;
}

/** Whether this member is in the chat at present. */
export const isInside = (member: Member | undefined): member is Member =>
  member !== undefined && member.status !== 'left' && member.status !== 'kicked';

/** Whether a user may do what `right` names; the creator may do everything. */
export function hasRight(chat: Chat, userId: number, right: string): boolean {
  const member = chat.members.get(userId);
  if (!member) return false;
  return member.status === 'creator' || (member.status === 'administrator' && member.rights[right] === true);
}

/** Whether a user administers a group. */
export function isAdmin(chat: Chat, userId: number): boolean {
  const status = chat.members.get(userId)?.status;
  return status === 'creator' || status === 'administrator';
}

/** A chat as it stands in messages. */
export function presentChat(chat: Chat): WireObject {
  if (chat.person) {
    const { id, firstName, lastName, username } = chat.person;
    return { id, first_name: firstName, last_name: lastName, username, type: 'private' };
  }
  if (chat.type === 'group') return { id: chat.id, title: chat.title, type: 'group', all_members_are_administrators: false };
  return { id: chat.id, title: chat.title, type: 'supergroup', is_forum: chat.isForum || undefined };
}

/** A chat's lane: updates of one lane are delivered in order. */
export const laneOf = (chat: Chat): string => chat.key;
