import { z } from 'zod';
import { userActor, type EmulatedUser } from '../actors/user.ts';
import type { ChatRef } from '../actors/handles.ts';
import { botHandle } from './user-routes.ts';
import { route, type ControlCall, type ControlRoute } from './route.ts';

const rights = z.union([z.literal('all'), z.record(z.string(), z.boolean())]).optional();
/** Who does it; the group's owner or an administrator. */
const by = { userId: z.number() };

function person({ core }: ControlCall, id: number): EmulatedUser {
  const user = core.world.users.get(id);
  if (!user || user.isBot) throw new Error(`There is no person ${id}`);
  return userActor(core.world, user);
}

function group({ core, parameters }: ControlCall): ChatRef {
  const chat = core.world.chats.get(parameters['chatKey'] ?? '');
  if (!chat || chat.person) throw new Error(`There is no group ${parameters['chatKey'] ?? ''}`);
  return { key: chat.key, id: chat.id };
}

const thread = ({ parameters }: ControlCall): number => Number(parameters['thread']);

/** Groups, their members and topics. */
export const groupRoutes: readonly ControlRoute[] = [
  route(
    'POST',
    'groups',
    {
      ...by,
      title: z.string().min(1),
      type: z.enum(['group', 'supergroup', 'forum']).default('group'),
      memberIds: z.array(z.number()).default([]),
    },
    (call, { userId, title, type, memberIds }) => {
      const owner = person(call, userId);
      const members = memberIds.map((id) => person(call, id));
      if (type === 'forum') return owner.createForum(title, members);
      return type === 'group' ? owner.createGroup(title, members) : owner.createSupergroup(title, members);
    },
  ),
  route('POST', 'groups/:chatKey/members', { ...by, memberId: z.number(), rights }, (call, { userId, memberId, rights: given }) =>
    given
      ? person(call, userId).promote(group(call), person(call, memberId), given)
      : person(call, userId).addMember(group(call), person(call, memberId)),
  ),
  route('POST', 'groups/:chatKey/bots', { ...by, botId: z.number(), rights, startPayload: z.string().optional() }, (call, body) =>
    person(call, body.userId).addBot(
      group(call),
      botHandle(call, body.botId),
      body.rights,
      body.startPayload === undefined ? {} : { startPayload: body.startPayload },
    ),
  ),
  route('POST', 'groups/:chatKey/remove', { ...by, botId: z.number().optional(), memberId: z.number().optional() }, (call, body) => {
    const removed = body.botId === undefined ? person(call, body.memberId ?? 0) : botHandle(call, body.botId);
    person(call, body.userId).removeMember(group(call), removed);
  }),
  route('POST', 'groups/:chatKey/leave', by, (call, { userId }) => person(call, userId).leave(group(call))),
  route('POST', 'groups/:chatKey/anonymous', { ...by, isAnonymous: z.boolean() }, (call, body) =>
    person(call, body.userId).setAnonymous(group(call), body.isAnonymous),
  ),
  route('POST', 'groups/:chatKey/migrate', { ...by, isForum: z.boolean().default(false) }, (call, { userId, isForum }) =>
    person(call, userId).migrate(group(call), { isForum }),
  ),
  route('POST', 'groups/:chatKey/topics', { ...by, name: z.string().min(1).max(128) }, (call, { userId, name }) => ({
    thread: person(call, userId).createTopic(group(call), name),
  })),
  route('POST', 'groups/:chatKey/topics/:thread/close', by, (call, { userId }) =>
    person(call, userId).closeTopic(group(call), thread(call)),
  ),
  route('POST', 'groups/:chatKey/topics/:thread/reopen', by, (call, { userId }) =>
    person(call, userId).reopenTopic(group(call), thread(call)),
  ),
  route('POST', 'groups/:chatKey/topics/:thread/delete', by, (call, { userId }) =>
    person(call, userId).deleteTopic(group(call), thread(call)),
  ),
];
