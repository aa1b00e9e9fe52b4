import type { AgentActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { hashToken, type ObjectId } from '../../core/ids.ts';
import { Session, type SessionRecord } from '../user/model.ts';
import { useSession } from '../user/session.ts';
import { getWorkspace } from '../workspace/get-workspace.ts';
import { Agent, type AgentRecord } from './model.ts';
import { effectivePermissions } from './permissions.ts';

/**
 * The seat behind a session's token: of the named workspace, or the user's only one; and the session it stands on. One database call,
 * one more each minute. Throws session.expired, workspace.required when there are several and none is named, workspace.unknown when
 * there is no open seat.
 */
export async function getSeatActor(
  hub: Pick<Hub, 'now'>,
  token: string,
  workspaceId: ObjectId | null,
): Promise<{ actor: AgentActor; sessionId: ObjectId }> {
  const [found] = await Session.aggregate<SessionRecord & { seats: AgentRecord[] }>([
    { $match: { tokenHash: hashToken(token) } },
    // Plain, and narrowed here: a user has few seats, and DocumentDB takes twice as long for a pipeline inside.
    { $lookup: { from: Agent.collection.collectionName, localField: 'userId', foreignField: 'userId', as: 'seats' } },
  ]);
  const { sessionId } = await useSession(hub, found ?? null);
  const isAsked = (seat: AgentRecord) => seat.isActive && (workspaceId === null || seat.workspaceId.equals(workspaceId));
  const [seat, another] = (found?.seats ?? []).filter(isAsked);
  if (!seat) throw new HubError('workspace.unknown');
  if (another) throw new HubError('workspace.required');
  return { actor: toActor(seat), sessionId };
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
