import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { cappedCount, id, language, linkToken, moment, pageOf, paging, timeZone } from '../fields.ts';
import { conversationScope, permission, role } from '../permissions.ts';
import { availability } from '../realtime.ts';
import { email, givenCode, newPassword, personName } from './users.ts';

/** What a seat may do beyond its role, and what it may not although its role may. */
export const permissionOverrides = z.object({ added: z.array(permission).max(100), removed: z.array(permission).max(100) });

export const agentView = z.object({
  id,
  userId: id,
  email: z.string(),
  /** How colleagues and customers read the agent. */
  displayName: z.string(),
  avatarFileId: id.nullable(),
  role,
  overrides: permissionOverrides,
  /** What the seat may do in all: its role's permissions with the overrides applied. */
  permissions: z.array(permission),
  conversationScope,
  departmentIds: z.array(id),
  /** The linked Telegram account; null while there is none. */
  telegram: z.object({ username: z.string().nullable(), linkedAt: moment }).nullable(),
  duty: z.object({ onDuty: z.boolean(), since: moment }),
  /** As of this answer; it changes without a fact of the seat's, so follow presence for what is live. */
  availability,
  /** The most open conversations to be handed; null: as the department says, 0: none by handing out. */
  conversationLimit: z.number().int().nullable(),
  /** With `load=true`: the open conversations that the agent has. */
  openConversations: cappedCount.optional(),
  /** Null: as the workspace. */
  language: language.nullable(),
  timeZone: z.string().nullable(),
  isActive: z.boolean(),
  createdAt: moment,
});
export type AgentView = z.infer<typeof agentView>;

const params = z.object({ agentId: id });
const withLoad = z.object({ load: z.stringbool().optional() });
const departmentIds = z.array(id).max(50);
const profile = z.object({
  displayName: personName.optional(),
  language: language.nullable().optional(),
  timeZone: timeZone.nullable().optional(),
});
const needsSomething = (body: object) => Object.values(body).some((value) => value !== undefined);

export const listSeats = endpoint({
  method: 'get',
  path: '/user/seats',
  summary: "The signed-in user's seats: the workspaces that X-Workspace-Id may name",
  access: 'user',
  view: z.object({ items: z.array(z.object({ agentId: id, workspaceId: id, workspaceName: z.string(), role })) }),
});

export const listAgents = endpoint({
  method: 'get',
  path: '/agents',
  summary: "The workspace's agents, oldest seat first",
  access: 'agent.view',
  query: paging.extend({ active: z.stringbool().optional(), department: id.optional(), ...withLoad.shape }),
  view: pageOf(agentView),
});

export const getOwnAgent = endpoint({
  method: 'get',
  path: '/agents/me',
  summary: "The caller's own seat",
  access: 'agent.view',
  view: agentView,
});

export const updateOwnAgent = endpoint({
  method: 'patch',
  path: '/agents/me',
  summary: "Change the caller's own name, language or time zone",
  access: 'agent.view',
  body: profile.refine(needsSomething, 'needs something to change'),
  view: agentView,
});

export const setDuty = endpoint({
  method: 'put',
  path: '/agents/me/duty',
  summary: 'Go on or off duty',
  access: 'agent.view',
  body: z.object({ onDuty: z.boolean() }),
  view: agentView,
});

export const getAgent = endpoint({
  method: 'get',
  path: '/agents/:agentId',
  summary: 'One agent; `load=true` counts the open conversations that a removal would hand on',
  access: 'agent.view',
  params,
  query: withLoad,
  view: agentView,
});

export const updateAgent = endpoint({
  method: 'patch',
  path: '/agents/:agentId',
  summary: "Change an agent's role, permissions, departments, limit or name; a changed role ends the agent's sessions",
  access: 'agent.manage',
  params,
  body: profile
    .extend({
      role: role.optional(),
      overrides: permissionOverrides.optional(),
      conversationScope: conversationScope.optional(),
      departmentIds: departmentIds.optional(),
      conversationLimit: z.number().int().min(0).max(500).nullable().optional(),
    })
    .refine(needsSomething, 'needs something to change'),
  view: agentView,
});

export const deactivateAgent = endpoint({
  method: 'post',
  path: '/agents/:agentId/deactivate',
  summary: 'Close a seat: its conversations go to a colleague or back to the queue, its sessions end',
  access: 'agent.manage',
  params,
  body: z.object({ reassignTo: id.nullable().default(null) }).default({ reassignTo: null }),
  view: agentView,
});

export const activateAgent = endpoint({
  method: 'post',
  path: '/agents/:agentId/activate',
  summary: 'Open a closed seat again',
  access: 'agent.manage',
  params,
  view: agentView,
});

export const inviteView = z.object({
  id,
  email: z.string().nullable(),
  role,
  conversationScope,
  departmentIds: z.array(id),
  invitedBy: z.string(),
  createdAt: moment,
  expiresAt: moment,
});
export type InviteView = z.infer<typeof inviteView>;

export const listInvites = endpoint({
  method: 'get',
  path: '/invites',
  summary: 'Invites that nobody has accepted yet, newest first',
  access: 'agent.manage',
  query: paging,
  view: pageOf(inviteView),
});

export const inviteAgent = endpoint({
  method: 'post',
  path: '/invites',
  summary:
    'Invite a colleague: answers with a link that works once; it is shown only here, and mailed where an e-mail and a mail server are given',
  access: 'agent.manage',
  body: z.object({
    /** Only this address may accept; absent: whoever has the link. */
    email: email.optional(),
    role: role.default('agent'),
    conversationScope: conversationScope.default('all'),
    departmentIds: departmentIds.default([]),
  }),
  view: inviteView.extend({ token: z.string(), link: z.string(), mailed: z.boolean() }),
  status: 201,
});

export const revokeInvite = endpoint({
  method: 'delete',
  path: '/invites/:inviteId',
  summary: 'Take an invite back',
  access: 'agent.manage',
  params: z.object({ inviteId: id }),
});

export const acceptInvite = endpoint({
  method: 'post',
  path: '/invites/accept',
  summary: 'Accept an invite as a new user, or as an existing one by its password (and code, with two-factor on); signs in',
  access: 'public',
  body: z.object({ token: z.string().min(1).max(200), email, password: newPassword, code: givenCode.optional(), name: personName }),
  view: z.object({ workspaceId: id, agentId: id, userId: id }),
  status: 201,
});

export const getInvite = endpoint({
  method: 'get',
  path: '/invites/:inviteToken',
  summary: 'What an invite offers, for whoever has its link',
  access: 'public',
  params: z.object({ inviteToken: linkToken }),
  view: z.object({
    workspaceName: z.string(),
    /** Only this address may accept; null: anybody. */
    email: z.string().nullable(),
    role,
    invitedBy: z.string(),
    expiresAt: moment,
    /** Whether the invited address has a login already; null where the invite names no address. */
    hasAccount: z.boolean().nullable(),
  }),
});

export const acceptInviteSignedIn = endpoint({
  method: 'post',
  path: '/invites/accept-signed-in',
  summary:
    'Accept an invite as the signed-in user; details.reason of invite.invalid is other-email or member where the link itself is good',
  access: 'user',
  body: z.object({ token: z.string().min(1).max(200) }),
  view: z.object({ workspaceId: id, agentId: id, userId: id }),
  status: 201,
});
