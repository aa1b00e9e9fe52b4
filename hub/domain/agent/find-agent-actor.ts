import type { AgentActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { hashToken, type ObjectId } from '../../core/ids.ts';
import { Session, type SessionRecord } from '../user/model.ts';
import { isLive, noteUse } from '../user/session.ts';
import { getWorkspace } from '../workspace/get-workspace.ts';
import { Agent, type AgentRecord } from './model.ts';
import { effectivePermissions } from './permissions.ts';

type FoundSession = SessionRecord & { seats: AgentRecord[] };

/** Who asks by a session's token: for the seat of the named workspace, or with null for the user's only one. */
export interface SeatQuestion {
  token: string;
  workspaceId: ObjectId | null;
}

/** The seat behind a session's token, and the session it stands on. */
export interface SeatAnswer {
  actor: AgentActor;
  sessionId: ObjectId;
}

/**
 * The seat behind a session's token: of the named workspace, or the user's only one; and the session it stands on. One database call,
 * one more each minute. Throws session.expired, workspace.required when there are several and none is named, workspace.unknown when
 * there is no open seat.
 */
export async function getSeatActor(hub: Pick<Hub, 'now'>, token: string, workspaceId: ObjectId | null): Promise<SeatAnswer> {
  const [answer] = await findSeatActors(hub, [{ token, workspaceId }]);
  if (!answer || answer instanceof HubError) throw answer ?? new HubError('session.expired');
  return answer;
}

/** The same for many who ask at once, by as many database calls as for one; each gets its answer or its error, in their order. */
export async function findSeatActors(hub: Pick<Hub, 'now'>, questions: readonly SeatQuestion[]): Promise<(SeatAnswer | HubError)[]> {
  const hashes = questions.map(({ token }) => hashToken(token));
  const sessions = await Session.aggregate<FoundSession>([
    { $match: { tokenHash: hashes.length === 1 ? hashes[0] : { $in: hashes } } },
    // Plain, and narrowed here: a user has few seats, and DocumentDB takes twice as long for a pipeline inside.
    { $lookup: { from: Agent.collection.collectionName, localField: 'userId', foreignField: 'userId', as: 'seats' } },
  ]);
  const live = sessions.filter((session) => isLive(hub, session));
  await noteUse(hub, live);
  const found = new Map(live.map((session) => [session.tokenHash, session]));
  return questions.map(({ workspaceId }, at) => chooseSeat(found.get(hashes[at] ?? ''), workspaceId));
}

function chooseSeat(session: FoundSession | undefined, workspaceId: ObjectId | null): SeatAnswer | HubError {
  if (!session) return new HubError('session.expired');
  const isAsked = (seat: AgentRecord) => seat.isActive && (workspaceId === null || seat.workspaceId.equals(workspaceId));
  const [seat, another] = session.seats.filter(isAsked);
  if (!seat) return new HubError('workspace.unknown');
  if (another) return new HubError('workspace.required');
  return { actor: toActor(seat), sessionId: session._id };
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
