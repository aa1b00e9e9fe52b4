import { actorId, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';

/** Tells that a seat changed: its sockets are checked again, its console cards too. A listener that fails is logged by the bus. */
export async function announceAgent(hub: Pick<Hub, 'facts' | 'now'>, actor: Actor, agentId: ObjectId): Promise<void> {
  await hub.facts.announce({
    id: new ObjectId().toHexString(),
    type: 'agent.changed',
    workspaceId: actor.workspaceId.toHexString(),
    at: hub.now(),
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
    data: { agentId: agentId.toHexString() },
  });
}
