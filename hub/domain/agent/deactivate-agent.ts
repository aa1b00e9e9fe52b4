import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { endSessions } from '../user/session.ts';
import { announceAgent } from './announce.ts';
import { getAgent } from './get-agent.ts';
import { changeKeepingAnOwner } from './last-owner.ts';
import { Agent, type AgentRecord } from './model.ts';
import { authorizeChange, authorizeGrant } from './policy.ts';

/** Gives what an agent is assigned to a colleague, or back to the queue with null. Safe to run twice. */
export type Reassign = (actor: Actor, from: ObjectId, to: ObjectId | null) => Promise<void>;

/**
 * Closes a seat: nobody signs in to it, its Telegram account is let go, its user's sessions end, and then its conversations are
 * handed on, so that none can be assigned to it meanwhile. Closing a closed one hands on what is left, after a crash for instance.
 * Throws agent.unknown (also for a colleague who has no open seat), agent.last-owner, permission.missing.
 */
export async function deactivateAgent(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  { agentId, reassignTo }: { agentId: ObjectId; reassignTo: ObjectId | null },
  reassign: Reassign,
  origin?: AuditOrigin,
): Promise<AgentRecord> {
  const before = await getAgent(actor, agentId);
  authorizeChange(actor, before);
  if (reassignTo && (reassignTo.equals(agentId) || !(await getAgent(actor, reassignTo)).isActive)) throw new HubError('agent.unknown');

  const after = await changeKeepingAnOwner(before, { isActive: false, duty: { onDuty: false, since: hub.now() } });
  await Agent.updateOne({ _id: agentId, workspaceId: actor.workspaceId }, { $unset: { telegram: 1 } });
  await endSessions(after.userId);
  await reassign(actor, agentId, reassignTo);
  const handedOn = { reassignTo: reassignTo?.toHexString() ?? null };
  await record(hub, actor, { action: 'agent.deactivated', agent: after, more: handedOn, origin });
  const { telegram: _unlinked, ...closed } = after;
  return closed;
}

/** Opens a closed seat again. Throws agent.unknown, permission.missing. */
export async function activateAgent(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  agentId: ObjectId,
  origin?: AuditOrigin,
): Promise<AgentRecord> {
  const before = await getAgent(actor, agentId);
  authorizeGrant(actor, before);
  if (before.isActive) return before;
  const after = await changeKeepingAnOwner(before, { isActive: true });
  await record(hub, actor, { action: 'agent.activated', agent: after, origin });
  return after;
}

interface Recorded {
  action: string;
  agent: AgentRecord;
  /** What else is said of the change. */
  more?: Record<string, unknown>;
  origin?: AuditOrigin | undefined;
}

async function record(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, { action, agent, more, origin }: Recorded): Promise<void> {
  await recordAudit(hub, actor, {
    action,
    target: { type: 'agent', id: agent._id },
    before: { isActive: !agent.isActive },
    after: { isActive: agent.isActive, ...more },
    origin,
  });
  await announceAgent(hub, actor, agent._id);
}
