import { announce, announceMember } from '../world/announce.ts';
import { createGroup as createEmptyGroup, hasRight, isAdmin, isInside, rightNames, setMember } from '../world/chats.ts';
import { addMessage } from '../world/messages.ts';
import type { Bot, Chat, Member, Rights, User, World } from '../world/state.ts';
import { createTopic, setClosed } from '../world/topics.ts';
import { writeService } from '../world/service.ts';
import { presentUser } from '../world/users.ts';
import { emit } from '../world/world.ts';
import { topicOf } from './scene.ts';
import { write } from './write.ts';

const everyRight: Rights = Object.fromEntries(rightNames.map((name) => [name, true]));
const rightsOf = (rights: Rights | 'all'): Rights => (rights === 'all' ? everyRight : { can_manage_chat: true, ...rights });
const absent = (user: User): Member => ({ user, status: 'left', rights: {}, isAnonymous: false });

/** Creates a group owned by a person. */
export function createGroup(
  world: World,
  owner: User,
  options: { title: string; type: 'group' | 'supergroup'; isForum: boolean; members: readonly User[] },
): Chat {
  const chat = createEmptyGroup(world, options);
  setMember(world, chat, owner, 'creator', everyRight);
  for (const member of options.members) setMember(world, chat, member, 'member');
  addMessage(world, chat, {
    from: owner,
    service: { [options.type === 'group' ? 'group_chat_created' : 'supergroup_chat_created']: true },
  });
  return chat;
}

/** Brings a user in, or changes their rights when they are in already. */
export function addMember(world: World, actor: User, chat: Chat, user: User, rights?: Rights | 'all'): void {
  const before = chat.members.get(user.id) ?? absent(user);
  const after = setMember(world, chat, user, rights ? 'administrator' : 'member', rights ? rightsOf(rights) : {});
  announceMember(world, chat, actor, before, after);
  if (!isInside(before))
    writeService(world, actor, chat, { new_chat_members: [presentUser(user)], new_chat_participant: presentUser(user) });
}

/** Adds a bot; with rights as an administrator. */
export function addBot(
  world: World,
  actor: User,
  chat: Chat,
  bot: Bot,
  rights?: Rights | 'all',
  { startPayload }: { startPayload?: string } = {},
): void {
  addMember(world, actor, chat, bot.user, rights);
  if (startPayload) write(world, actor, chat, { text: `/start@${bot.user.username ?? ''} ${startPayload}` });
}

/** Removes a user from a group ("kicked"). */
export function removeMember(world: World, actor: User, chat: Chat, user: User): void {
  const before = chat.members.get(user.id);
  if (!isInside(before)) throw new Error(`${user.firstName} is not in ${chat.title}`);
  writeService(world, actor, chat, { left_chat_member: presentUser(user), left_chat_participant: presentUser(user) });
  announceMember(world, chat, actor, before, setMember(world, chat, user, 'kicked'));
}

/** A user goes by themselves. */
export function leave(world: World, chat: Chat, user: User): void {
  const before = chat.members.get(user.id);
  if (!isInside(before)) return;
  writeService(world, user, chat, { left_chat_member: presentUser(user), left_chat_participant: presentUser(user) });
  announceMember(world, chat, user, before, setMember(world, chat, user, 'left'));
}

/** Makes an administrator post as the group. */
export function setAnonymous(world: World, chat: Chat, user: User, isAnonymous: boolean): void {
  const member = chat.members.get(user.id);
  if (!member || !isAdmin(chat, user.id)) throw new Error(`${user.firstName} does not administer ${chat.title}`);
  member.isAnonymous = isAnonymous;
  emit(world, { type: 'chat', chat });
}

/** Opens a topic as a person; any member may. */
export function openTopic(world: World, actor: User, chat: Chat, name: string): number {
  if (!chat.isForum) throw new Error(`${chat.title} has no topics`);
  return createTopic(world, actor, chat, { name }).topic.id;
}

/** Closes or reopens a topic as a person who may. */
export function toggleTopic(world: World, actor: User, chat: Chat, thread: number, isClosed: boolean): void {
  const topic = topicOf(chat, thread);
  const mayManage = hasRight(chat, actor.id, 'can_manage_topics') || topic.creatorId === actor.id;
  if (!mayManage) throw new Error(`${actor.firstName} can't manage topics in ${chat.title}`);
  setClosed(world, actor, chat, topic, isClosed);
}

/** Upgrades a basic group: same members, new id, message ids start again; both chats tell it by a service message. */
export function migrate(world: World, actor: User, chat: Chat, { isForum = false }: { isForum?: boolean } = {}): Chat {
  if (chat.type !== 'group' || chat.migratedTo) throw new Error(`${chat.title} is not a basic group`);
  const upgraded = createEmptyGroup(world, { title: chat.title, type: 'supergroup', isForum });
  for (const { user, status, rights } of chat.members.values()) setMember(world, upgraded, user, status, rights);
  const farewell = addMessage(world, chat, { from: actor, service: { migrate_to_chat_id: upgraded.id } });
  announce(world, farewell);
  chat.migratedTo = upgraded;
  emit(world, { type: 'chat', chat });
  writeService(world, actor, upgraded, { migrate_from_chat_id: chat.id });
  return upgraded;
}
