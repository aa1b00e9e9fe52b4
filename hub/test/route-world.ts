import type { Hub } from '../core/hub.ts';
import { createAccessToken } from '../domain/access-token/create-access-token.ts';
import { inviteAgent } from '../domain/agent/invite/invite-agent.ts';
import { createDepartment } from '../domain/department/save-department.ts';
import { createQuickReply } from '../domain/quick-reply/save-quick-reply.ts';
import { Session } from '../domain/user/model.ts';
import { startSession } from '../domain/user/session.ts';
import { buildAgent, signIn, type BuiltAgent } from './factories.ts';

/** One of everything that a route can name, in one workspace. */
export interface RouteWorld {
  owner: BuiltAgent;
  /** The owner's browser. */
  headers: Record<string, string>;
  /** By the name of the path parameter: a new noun adds its own. */
  ids: Record<string, string>;
}

/** Builds a workspace in which every path parameter has something to name. */
export async function buildRouteWorld(hub: Pick<Hub, 'baseUrl' | 'config' | 'facts' | 'now'>): Promise<RouteWorld> {
  const owner = await buildAgent(hub);
  const { actor, workspaceId } = owner;
  const colleague = await buildAgent(hub, { workspaceId, role: 'agent' });
  const department = await createDepartment(hub, actor, { name: 'Support', description: '', memberIds: [colleague.agent._id] });
  const quickReply = await createQuickReply(hub, actor, {
    shortcut: 'hi',
    title: 'Hello',
    text: 'Hello',
    language: null,
    departmentIds: [],
  });
  const accessToken = await createAccessToken(hub, actor, { name: 'site', scopes: ['contact.view'], expiresAt: null });
  const { invite } = await inviteAgent(hub, actor, { role: 'agent', conversationScope: 'all', departmentIds: [] });
  await startSession(hub, owner.user._id, { ip: '127.0.0.1', userAgent: 'another browser' });
  const session = await Session.findOne({ userId: owner.user._id }).orFail();
  return {
    owner,
    headers: { ...(await signIn(hub, owner.user._id)), 'x-workspace-id': workspaceId.toHexString() },
    ids: {
      agentId: colleague.agent._id.toHexString(),
      departmentId: department.id,
      quickReplyId: quickReply._id.toHexString(),
      accessTokenId: accessToken.record._id.toHexString(),
      inviteId: invite._id.toHexString(),
      sessionId: session._id.toHexString(),
    },
  };
}
