import { systemActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import type { LoginThrottle } from '../../user/login-throttle.ts';
import type { UserRecord } from '../../user/model.ts';
import type { PasswordResetRecord } from '../../user/password-reset/model.ts';
import { claimReset, getReset } from '../../user/password-reset/reset-token.ts';
import { requireCode } from '../../user/two-factor/use-code.ts';
import { setPassword } from '../../user/update-user.ts';
import { Agent, type AgentRecord } from '../model.ts';

/** What a reset link is for. Throws password-reset.invalid. */
export async function lookAtReset(hub: Pick<Hub, 'now'>, token: string): Promise<{ reset: PasswordResetRecord; user: UserRecord }> {
  const found = await getReset(hub, token);
  await listCoveredSeats(found.reset);
  return found;
}

/**
 * Sets a new password by a link: the second factor is asked for first where it is on, then the link is used up, then every session and
 * every other link of the user end. Throws password-reset.invalid, login.code-needed, login.code-refused, login.throttled.
 */
export async function resetPassword(
  hub: Pick<Hub, 'mail' | 'now' | 'secrets'>,
  throttle: LoginThrottle,
  input: { token: string; newPassword: string; code?: string | undefined },
  origin: AuditOrigin,
): Promise<void> {
  const { reset, user } = await getReset(hub, input.token);
  const seats = await listCoveredSeats(reset);
  await requireCode(hub, throttle, user, input.code);
  await claimReset(reset);
  await setPassword(user._id, input.newPassword);
  await throttle.forgive(origin.ip ?? '', user.email);
  for (const { _id, workspaceId } of seats) {
    const actor = systemActor(workspaceId, user.name);
    await recordAudit(hub, actor, { action: 'user.password-reset', target: { type: 'agent', id: _id }, origin });
  }
  const { email: to, language, name } = user;
  await hub.mail.queue({ kind: 'password-changed', to, language, values: { name } });
}

/** The user's seats. A colleague's link was allowed for the seats there were; one that came since is nobody's to hand over. */
async function listCoveredSeats({ userId, seatIds }: PasswordResetRecord): Promise<AgentRecord[]> {
  const seats = await Agent.find({ userId }).lean<AgentRecord[]>();
  if (seatIds && seats.some(({ _id }) => !seatIds.some((covered) => covered.equals(_id)))) throw new HubError('password-reset.invalid');
  return seats;
}
