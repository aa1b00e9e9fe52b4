import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Agent, type AgentRecord } from './model.ts';

/** One seat of the actor's workspace. Throws agent.unknown. */
export async function getAgent(actor: Pick<Actor, 'workspaceId'>, agentId: ObjectId): Promise<AgentRecord> {
  const agent = await Agent.findOne({ _id: agentId, workspaceId: actor.workspaceId }).lean<AgentRecord | null>();
  if (!agent) throw new HubError('agent.unknown');
  return agent;
}

/** The actor's own seat. Throws agent.unknown for a caller that has none, such as a token. */
export async function getOwnAgent(actor: Actor): Promise<AgentRecord> {
  if (actor.type !== 'agent') throw new HubError('agent.unknown');
  return getAgent(actor, actor.agentId);
}

interface AgentQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
  active?: boolean | undefined;
  department?: ObjectId | undefined;
}

/** A page of the workspace's seats, the oldest first. */
export async function listAgents(actor: Actor, { cursor, limit, active, department }: AgentQuery): Promise<Page<AgentRecord>> {
  return pageBy(Agent, {
    filter: {
      workspaceId: actor.workspaceId,
      ...(active === undefined ? {} : { isActive: active }),
      ...(department === undefined ? {} : { departmentIds: department }),
    },
    sort: [
      { field: 'createdAt', direction: 1, type: 'date' },
      { field: '_id', direction: 1, type: 'id' },
    ],
    cursor,
    limit,
  });
}

/** True when any workspace has an owner who can sign in. */
export async function hasOwner(): Promise<boolean> {
  return (await Agent.exists({ role: 'owner', isActive: true })) !== null;
}
