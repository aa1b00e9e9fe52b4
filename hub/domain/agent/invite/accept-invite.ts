import { systemActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { hashToken, type ObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { createOrProveUser } from '../../user/create-user.ts';
import type { LoginThrottle } from '../../user/login-throttle.ts';
import type { UserRecord } from '../../user/model.ts';
import type { PasswordCost } from '../../user/password.ts';
import { requireCode } from '../../user/two-factor/use-code.ts';
import { getUser } from '../../user/update-user.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import { announceAgent } from '../announce.ts';
import { createAgent } from '../create-agent.ts';
import { Agent, type AgentRecord } from '../model.ts';
import { Invite, type InviteRecord } from './model.ts';

/** Who accepts, and by which link. */
export interface Acceptance {
  token: string;
  email: string;
  password: string;
  /** Of an existing user with two-factor on. */
  code?: string | undefined;
  name: string;
}

/** The invite a link stands for. Throws invite.invalid when it is used, taken back or too old. */
export async function getInvite(hub: Pick<Hub, 'now'>, token: string): Promise<InviteRecord> {
  const invite = await Invite.findOne({ tokenHash: hashToken(token) }).lean<InviteRecord | null>();
  if (!invite || invite.expiresAt <= hub.now()) throw new HubError('invite.invalid');
  return invite;
}

/**
 * Takes the seat an invite offers, as a new user or by the password (and the code) of an existing one. The invite is claimed after the
 * user is proven and before the seat is made, so that two people can't use one link.
 * Throws invite.invalid (also for another e-mail than the one invited), login.refused, login.code-needed, login.code-refused,
 * login.throttled.
 */
export async function acceptInvite(
  hub: Pick<Hub, 'facts' | 'now' | 'secrets'>,
  throttle: LoginThrottle,
  input: Acceptance,
  origin: AuditOrigin,
  cost?: PasswordCost,
): Promise<AgentRecord> {
  const invite = await getInvite(hub, input.token);
  requireInvited(invite, input.email);
  await throttle.count(origin.ip ?? '', input.email);
  const { language } = await getWorkspace(invite.workspaceId);
  const user = await createOrProveUser(hub, { email: input.email, password: input.password, name: input.name, language }, cost);
  await requireCode(hub, throttle, user, input.code);
  await throttle.forgive(origin.ip ?? '', input.email);
  return takeSeat(hub, invite, user, input.name, origin);
}

/** Takes the seat an invite offers as the signed-in user. Throws invite.invalid. */
export async function acceptInviteAs(
  hub: Pick<Hub, 'facts' | 'now'>,
  userId: ObjectId,
  token: string,
  origin: AuditOrigin,
): Promise<AgentRecord> {
  const [invite, user] = await Promise.all([getInvite(hub, token), getUser(userId)]);
  requireInvited(invite, user.email);
  return takeSeat(hub, invite, user, user.name, origin);
}

function requireInvited(invite: InviteRecord, email: string): void {
  if (invite.email !== null && invite.email !== email) throw new HubError('invite.invalid', { reason: 'other-email' });
}

async function takeSeat(
  hub: Pick<Hub, 'facts' | 'now'>,
  { _id, workspaceId, role, conversationScope, departmentIds }: InviteRecord,
  user: UserRecord,
  displayName: string,
  origin: AuditOrigin,
): Promise<AgentRecord> {
  // A colleague who tries the link must not use it up.
  if (await Agent.exists({ userId: user._id, workspaceId, isActive: true })) throw new HubError('invite.invalid', { reason: 'member' });
  const { deletedCount } = await Invite.deleteOne({ _id });
  if (deletedCount === 0) throw new HubError('invite.invalid');
  const agent = await createAgent(hub, { workspaceId, user, displayName, role, conversationScope, departmentIds });
  const actor = systemActor(workspaceId, displayName);
  await recordAudit(hub, actor, {
    action: 'invite.accepted',
    target: { type: 'agent', id: agent._id },
    after: { role, email: user.email },
    origin,
  });
  await announceAgent(hub, actor, agent._id);
  return agent;
}
