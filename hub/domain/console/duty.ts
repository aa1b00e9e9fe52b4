import { authorize, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { announceAgent } from '../agent/announce.ts';
import { getAgent } from '../agent/get-agent.ts';
import { Agent } from '../agent/model.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { settleAlert } from './alerts.ts';

/** Puts an agent on or off duty by an admin's hand. Throws agent.unknown, permission.missing. */
export async function setAgentDuty(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  agentId: ObjectId,
  onDuty: boolean,
  origin?: AuditOrigin,
): Promise<void> {
  authorize(actor, 'console.manage');
  const before = await getAgent(actor, agentId);
  if (onDuty) await settleAlert(hub, actor.workspaceId, 'nobody-on-duty');
  if (before.duty.onDuty === onDuty) return;
  await Agent.updateOne({ _id: agentId, workspaceId: actor.workspaceId }, { $set: { duty: { onDuty, since: hub.now() } } });
  await recordAudit(hub, actor, {
    action: 'agent.updated',
    target: { type: 'agent', id: agentId },
    before: { duty: before.duty.onDuty },
    after: { duty: onDuty },
    origin,
  });
  await announceAgent(hub, actor, agentId);
}
