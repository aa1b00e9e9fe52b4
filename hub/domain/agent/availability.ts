import type { Hub } from '../../core/parts/hub.ts';
import { Agent, type AgentRecord } from './model.ts';

/**
 * Keeps since when an agent is away or off, as presence itself is forgotten by a restart; null while the agent is available. Writes only
 * where what is kept says otherwise.
 */
export async function noteAvailability(hub: Pick<Hub, 'presence'>, agent: AgentRecord): Promise<Date | null> {
  const { _id, workspaceId, awaySince } = agent;
  if (hub.presence.availabilityOf(agent) === 'available') {
    if (awaySince) await Agent.updateOne({ _id, workspaceId }, { $unset: { awaySince: 1 } });
    return null;
  }
  if (awaySince) return awaySince;
  const since = hub.presence.sinceOf(agent);
  await Agent.updateOne({ _id, workspaceId, awaySince: { $exists: false } }, { $set: { awaySince: since } });
  return since;
}
