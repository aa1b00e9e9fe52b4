import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { recordAudit, type AuditInput } from '../audit/record-audit.ts';
import { toActor } from './find-agent-actor.ts';
import { Agent, type AgentRecord } from './model.ts';

/** Adds what a user did to the own login to the audit log of each workspace in which the user has an open seat. */
export async function auditUser(hub: Pick<Hub, 'now'>, userId: ObjectId, change: Omit<AuditInput, 'target'>): Promise<void> {
  const seats = await Agent.find({ userId, isActive: true }).lean<AgentRecord[]>();
  for (const seat of seats) await recordAudit(hub, toActor(seat), { ...change, target: { type: 'agent', id: seat._id } });
}
