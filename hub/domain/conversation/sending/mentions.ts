import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { ObjectId } from '../../../core/ids.ts';
import { Agent } from '../../agent/model.ts';

/** The agents that a note mentions, each once: active seats of the same workspace. Throws agent.unknown. */
export async function requireMentioned(actor: Actor, agentIds: readonly string[]): Promise<ObjectId[]> {
  const wanted = [...new Set(agentIds)];
  if (wanted.length === 0) return [];
  const found = await Agent.find({
    _id: { $in: wanted.map((agentId) => new ObjectId(agentId)) },
    workspaceId: actor.workspaceId,
    isActive: true,
  })
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  const known = new Map(found.map(({ _id }) => [_id.toHexString(), _id]));
  return wanted.map((agentId) => {
    const mentioned = known.get(agentId);
    if (!mentioned) throw new HubError('agent.unknown', { agentId });
    return mentioned;
  });
}
