import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { announceAgent } from '../agent/announce.ts';
import { Agent } from '../agent/model.ts';

/** The active agents of each department, in one database call. */
export async function membersOf(
  workspaceId: ObjectId,
  departmentIds: readonly ObjectId[],
): Promise<(departmentId: ObjectId) => ObjectId[]> {
  const agents = await Agent.find({ workspaceId, departmentIds: { $in: departmentIds }, isActive: true })
    .select({ departmentIds: 1 })
    .sort({ createdAt: 1 })
    .lean<{ _id: ObjectId; departmentIds: ObjectId[] }[]>();
  return (departmentId) => agents.filter((agent) => agent.departmentIds.some((id) => id.equals(departmentId))).map(({ _id }) => _id);
}

/** Throws agent.unknown unless all are seats of the actor's workspace. */
export async function requireAgents(actor: Actor, agentIds: readonly ObjectId[]): Promise<void> {
  const wanted = new Set(agentIds.map(String));
  const found = await Agent.countDocuments({ _id: { $in: agentIds }, workspaceId: actor.workspaceId });
  if (found < wanted.size) throw new HubError('agent.unknown');
}

/** Makes a department's members exactly these. */
export async function setMembers(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  departmentId: ObjectId,
  memberIds: readonly ObjectId[],
): Promise<void> {
  const { workspaceId } = actor;
  const leaving = await Agent.find({ workspaceId, departmentIds: departmentId, _id: { $nin: memberIds } }).distinct('_id');
  const joining = await Agent.find({ workspaceId, _id: { $in: memberIds }, departmentIds: { $ne: departmentId } }).distinct('_id');
  await Agent.updateMany({ workspaceId, _id: { $in: leaving } }, { $pull: { departmentIds: departmentId } });
  await Agent.updateMany({ workspaceId, _id: { $in: joining } }, { $addToSet: { departmentIds: departmentId } });
  for (const agentId of [...leaving, ...joining]) await announceAgent(hub, actor, agentId);
}
