import type { CappedCount } from '../../../api/fields.ts';
import type { Actor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Conversation } from '../model.ts';

/** Where the count of an agent's load that people look at ends. */
const shownAtMost = 99;

/** How many open conversations an agent has, counted no further than `most`; one database call, on an index. */
export async function countOpen(workspaceId: ObjectId, agentId: ObjectId, most: number): Promise<number> {
  return Conversation.countDocuments({ workspaceId, status: 'open', assigneeId: agentId }).limit(most);
}

/** The open conversations of each agent, each counted up to 99. */
export async function countOpenOf(
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  agentIds: readonly ObjectId[],
): Promise<(agentId: ObjectId) => CappedCount> {
  const counts = await Promise.all(agentIds.map((agentId) => countOpen(workspaceId, agentId, shownAtMost + 1)));
  const byId = new Map(agentIds.map((agentId, index) => [agentId.toHexString(), counts[index] ?? 0]));
  return (agentId) => {
    const count = byId.get(agentId.toHexString()) ?? 0;
    return { count: Math.min(count, shownAtMost), isCapped: count > shownAtMost };
  };
}
