import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Agent, type AgentRecord } from './model.ts';
import { isOwner } from './permissions.ts';

/**
 * Changes a seat so that a workspace is never left without an owner. Two owners who step down at once both pass the first look, so
 * it is looked at again after the change, and the change is taken back when nobody is left. Throws agent.last-owner.
 */
export async function changeKeepingAnOwner(before: AgentRecord, change: Partial<AgentRecord>): Promise<AgentRecord> {
  const leaves = isOwner(before) && !isOwner({ ...before, ...change });
  if (leaves && !(await hasOtherOwner(before))) throw new HubError('agent.last-owner');

  const after = await apply(before, change);
  if (!leaves || (await hasOtherOwner(before))) return after;
  await apply(before, { role: before.role, isActive: before.isActive });
  throw new HubError('agent.last-owner');
}

async function apply({ _id, workspaceId }: { _id: ObjectId; workspaceId: ObjectId }, change: Partial<AgentRecord>): Promise<AgentRecord> {
  const after = await Agent.findOneAndUpdate(
    { _id, workspaceId },
    { $set: change },
    { returnDocument: 'after' },
  ).lean<AgentRecord | null>();
  if (!after) throw new HubError('agent.unknown');
  return after;
}

async function hasOtherOwner({ _id, workspaceId }: AgentRecord): Promise<boolean> {
  return (await Agent.exists({ role: 'owner', workspaceId, isActive: true, _id: { $ne: _id } })) !== null;
}
