import type { AgentActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { getWorkspace } from '../workspace/get-workspace.ts';
import { Agent, type AgentRecord } from './model.ts';
import { effectivePermissions } from './permissions.ts';

/**
 * The signed-in user as an agent of a workspace: the named one, or the only one there is; one database call. Throws
 * workspace.required when there are several and none is named, workspace.unknown when there is no open seat.
 */
export async function getAgentActor(userId: ObjectId, workspaceId: ObjectId | null): Promise<AgentActor> {
  const seats = await Agent.find({ userId, isActive: true, ...(workspaceId ? { workspaceId } : {}) })
    .sort({ createdAt: 1 })
    .limit(2)
    .lean<AgentRecord[]>();
  const [seat, another] = seats;
  if (!seat) throw new HubError('workspace.unknown');
  if (another) throw new HubError('workspace.required');
  return toActor(seat);
}

/** A seat as the one who does something: for the edges that know the agent by other means than a session. */
export function toActor(seat: AgentRecord): AgentActor {
  return {
    type: 'agent',
    agentId: seat._id,
    userId: seat.userId,
    workspaceId: seat.workspaceId,
    name: seat.displayName,
    role: seat.role,
    permissions: effectivePermissions(seat),
    scope: seat.conversationScope,
    departmentIds: seat.departmentIds,
  };
}

/** The open seats of a user, each with its workspace's name. */
export async function listSeats(userId: ObjectId) {
  const seats = await Agent.find({ userId, isActive: true }).sort({ createdAt: 1 }).lean<AgentRecord[]>();
  return Promise.all(
    seats.map(async (seat) => ({
      agentId: seat._id.toHexString(),
      workspaceId: seat.workspaceId.toHexString(),
      workspaceName: (await getWorkspace(seat.workspaceId)).name,
      role: seat.role,
    })),
  );
}
