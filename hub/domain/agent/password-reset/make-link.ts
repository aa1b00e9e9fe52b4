import { HubError } from '../../../core/error.ts';
import { can, type Actor, type AgentActor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { makeReset, type MadeReset } from '../../user/password-reset/reset-token.ts';
import { User, type UserRecord } from '../../user/model.ts';
import { toActor } from '../find-agent-actor.ts';
import { getAgent } from '../get-agent.ts';
import { Agent, type AgentRecord } from '../model.ts';
import { authorizeGrant } from '../policy.ts';

const hourMs = 3_600_000;

/** A mailed link is read at once; one from a colleague may wait for the next working day. */
const mailedMs = hourMs;
const handedMs = 24 * hourMs;

/** The address that a reset token is shown under. */
export function resetLink(hub: Pick<Hub, 'baseUrl'>, token: string): string {
  return `${hub.baseUrl()}/reset/${token}`;
}

/** Makes the link for a mail; the mail's id keeps a mail that is tried twice at one link. */
export async function makeMailedReset(hub: Pick<Hub, 'now'>, user: UserRecord, mailId: ObjectId): Promise<MadeReset> {
  return makeReset(hub, user, { lifetimeMs: mailedMs, id: mailId });
}

/**
 * Makes a reset link for a colleague, for the caller to hand on. A link opens the whole login, so every seat of the colleague (closed
 * ones too, since they may be opened again) has to be in a workspace where the caller manages agents and may do all that the seat may.
 * A machine makes none. Throws agent.unknown, permission.missing, and password-reset.not-allowed with the reason.
 */
export async function makeResetLink(
  hub: Pick<Hub, 'baseUrl' | 'now'>,
  actor: Actor,
  agentId: ObjectId,
  origin?: AuditOrigin,
): Promise<{ link: string; expiresAt: Date }> {
  const target = await getAgent(actor, agentId);
  if (actor.type !== 'agent') throw new HubError('permission.missing', { permission: 'user' });
  const seats = await Agent.find({ userId: target.userId }).lean<AgentRecord[]>();
  await authorizeTakeover(actor, target, seats);

  const user = await User.findById(target.userId).lean<UserRecord | null>();
  if (!user) throw new HubError('agent.unknown');
  const { token, expiresAt } = await makeReset(hub, user, { lifetimeMs: handedMs, seatIds: seats.map(({ _id }) => _id) });
  for (const seat of seats) {
    await recordAudit(
      hub,
      { ...actor, workspaceId: seat.workspaceId },
      {
        action: 'user.password-reset-link-made',
        target: { type: 'agent', id: seat._id },
        after: { expiresAt: expiresAt.toISOString() },
        origin,
      },
    );
  }
  return { link: resetLink(hub, token), expiresAt };
}

async function authorizeTakeover(actor: AgentActor, target: AgentRecord, seats: readonly AgentRecord[]): Promise<void> {
  if (target.userId.equals(actor.userId)) throw refusal('yourself');
  const own = await Agent.find({ userId: actor.userId, isActive: true }).lean<AgentRecord[]>();
  for (const seat of seats) {
    const mine = own.find(({ workspaceId }) => workspaceId.equals(seat.workspaceId));
    const isHere = seat.workspaceId.equals(actor.workspaceId);
    if (!mine || !can(toActor(mine), 'agent.manage')) throw refusal(isHere ? 'above-you' : 'other-workspaces');
    try {
      authorizeGrant(toActor(mine), seat);
    } catch (error) {
      throw refusal(isHere ? 'above-you' : 'other-workspaces', error);
    }
  }
}

function refusal(reason: 'yourself' | 'above-you' | 'other-workspaces', cause?: unknown): HubError {
  return new HubError('password-reset.not-allowed', { reason }, { cause });
}
