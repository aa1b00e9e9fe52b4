import { systemActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { hashToken } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { createOrProveUser } from '../../user/create-user.ts';
import type { LoginThrottle } from '../../user/login-throttle.ts';
import type { PasswordCost } from '../../user/password.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import { announceAgent } from '../announce.ts';
import { createAgent } from '../create-agent.ts';
import type { AgentRecord } from '../model.ts';
import { Invite, type InviteRecord } from './model.ts';

/** Who accepts, and by which link. */
export interface Acceptance {
  token: string;
  email: string;
  password: string;
  name: string;
}

/** The invite a link stands for. Throws invite.invalid when it is used, taken back or too old. */
export async function getInvite(hub: Pick<Hub, 'now'>, token: string): Promise<InviteRecord> {
  const invite = await Invite.findOne({ tokenHash: hashToken(token) }).lean<InviteRecord | null>();
  if (!invite || invite.expiresAt <= hub.now()) throw new HubError('invite.invalid');
  return invite;
}

/**
 * Takes the seat an invite offers, as a new user or by the password of an existing one. The invite is claimed after the password
 * is known to be right and before the seat is made, so that two people can't use one link.
 * Throws invite.invalid (also for another e-mail than the one invited), login.refused, login.throttled.
 */
export async function acceptInvite(
  hub: Pick<Hub, 'facts' | 'now'>,
  throttle: LoginThrottle,
  input: Acceptance,
  origin: AuditOrigin,
  cost?: PasswordCost,
): Promise<AgentRecord> {
  const invite = await getInvite(hub, input.token);
  if (invite.email !== null && invite.email !== input.email) throw new HubError('invite.invalid');
  await throttle.count(origin.ip ?? '', input.email);
  const { language } = await getWorkspace(invite.workspaceId);
  const user = await createOrProveUser(hub, { email: input.email, password: input.password, name: input.name, language }, cost);
  await throttle.forgive(origin.ip ?? '', input.email);

  const { deletedCount } = await Invite.deleteOne({ _id: invite._id });
  if (deletedCount === 0) throw new HubError('invite.invalid');
  const { workspaceId, role, conversationScope, departmentIds } = invite;
  const agent = await createAgent(hub, { workspaceId, user, displayName: input.name, role, conversationScope, departmentIds });
  const actor = systemActor(workspaceId, input.name);
  await recordAudit(hub, actor, {
    action: 'invite.accepted',
    target: { type: 'agent', id: agent._id },
    after: { role, email: user.email },
    origin,
  });
  await announceAgent(hub, actor, agent._id);
  return agent;
}
