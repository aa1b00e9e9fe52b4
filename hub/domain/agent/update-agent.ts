import type { Language } from '../../api/fields.ts';
import type { ConversationScope, Permission, Role } from '../../api/permissions.ts';
import type { Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { endSessions } from '../user/session.ts';
import { announceAgent } from './announce.ts';
import { getAgent, getOwnAgent } from './get-agent.ts';
import { changeKeepingAnOwner } from './last-owner.ts';
import type { AgentRecord } from './model.ts';
import { authorizeChange, authorizeGrant } from './policy.ts';
import { presentSeat } from './present.ts';

/** What agents change of their own seat; absent fields stay. */
export interface ProfileChange {
  displayName?: string | undefined;
  language?: Language | null | undefined;
  timeZone?: string | null | undefined;
}

/** What a manager changes of a seat; absent fields stay. Departments are checked by the caller. */
export interface AgentChange extends ProfileChange {
  role?: Role | undefined;
  overrides?: { added: Permission[]; removed: Permission[] } | undefined;
  conversationScope?: ConversationScope | undefined;
  departmentIds?: ObjectId[] | undefined;
  conversationLimit?: number | null | undefined;
}

/** Changes a seat; another role ends its user's sessions. Throws agent.unknown, agent.last-owner, permission.missing. */
export async function updateAgent(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  agentId: ObjectId,
  change: AgentChange,
  origin?: AuditOrigin,
): Promise<AgentRecord> {
  const before = await getAgent(actor, agentId);
  authorizeChange(actor, before);
  const wanted = given(change);
  if (change.role !== undefined || change.overrides !== undefined) authorizeGrant(actor, { ...before, ...wanted });

  const after = await changeKeepingAnOwner(before, wanted);
  if (after.role !== before.role) await endSessions(after.userId);
  await record(hub, actor, before, after, origin);
  return after;
}

/** Changes the actor's own name, language or time zone. Throws agent.unknown for a caller without a seat. */
export async function updateOwnAgent(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  change: ProfileChange,
  origin?: AuditOrigin,
): Promise<AgentRecord> {
  const before = await getOwnAgent(actor);
  const after = await changeKeepingAnOwner(before, given(change));
  await record(hub, actor, before, after, origin);
  return after;
}

/** Puts the actor on or off duty. Throws agent.unknown for a caller without a seat. */
export async function setDuty(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, onDuty: boolean, origin?: AuditOrigin): Promise<AgentRecord> {
  const before = await getOwnAgent(actor);
  if (before.duty.onDuty === onDuty) return before;
  const after = await changeKeepingAnOwner(before, { duty: { onDuty, since: hub.now() } });
  await record(hub, actor, before, after, origin);
  return after;
}

async function record(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, before: AgentRecord, after: AgentRecord, origin?: AuditOrigin) {
  await recordAudit(hub, actor, {
    action: 'agent.updated',
    target: { type: 'agent', id: after._id },
    ...difference(presentSeat(before), presentSeat(after)),
    origin,
  });
  await announceAgent(hub, actor, after._id);
}

function given(change: AgentChange): Partial<AgentRecord> {
  return {
    ...(change.displayName === undefined ? {} : { displayName: change.displayName }),
    ...(change.language === undefined ? {} : { language: change.language }),
    ...(change.timeZone === undefined ? {} : { timeZone: change.timeZone }),
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.overrides === undefined ? {} : { overrides: change.overrides }),
    ...(change.conversationScope === undefined ? {} : { conversationScope: change.conversationScope }),
    ...(change.departmentIds === undefined ? {} : { departmentIds: change.departmentIds }),
    ...(change.conversationLimit === undefined ? {} : { conversationLimit: change.conversationLimit }),
  };
}
