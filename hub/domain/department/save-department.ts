import { manualHanding, type DepartmentView, type Handing } from '../../api/team/departments.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { isDuplicateKey } from '../../database/insert-once.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { getDepartment } from './get-department.ts';
import { requireAgents, setMembers } from './members.ts';
import { Department, nameKeyOf } from './model.ts';
import { presentDepartment } from './present.ts';

/** What a department begins with. */
export interface NewDepartment {
  name: string;
  description: string;
  memberIds: ObjectId[];
  /** Absent: manual. */
  handing?: Handing | undefined;
}

/** What may be changed; absent fields stay. */
export interface DepartmentChange {
  name?: string | undefined;
  description?: string | undefined;
  memberIds?: ObjectId[] | undefined;
  handing?: Handing | undefined;
}

/** Makes a department. Throws department.name-taken, agent.unknown. */
export async function createDepartment(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  { name, description, memberIds, handing = manualHanding }: NewDepartment,
  origin?: AuditOrigin,
): Promise<DepartmentView> {
  await requireAgents(actor, memberIds);
  const values = {
    _id: new ObjectId(),
    workspaceId: actor.workspaceId,
    name,
    nameKey: nameKeyOf(name),
    description,
    handing,
    createdAt: hub.now(),
  };
  const department = await refusingTakenName(async () => (await Department.create(values)).toObject());
  await setMembers(hub, actor, department._id, memberIds);
  const after = await presentDepartment(actor, department);
  await recordAudit(hub, actor, {
    action: 'department.created',
    target: { type: 'department', id: department._id },
    after: { ...after },
    origin,
  });
  await announceSettings(hub, actor, 'departments', department._id);
  return after;
}

/** Changes a department. Throws department.unknown, department.name-taken, agent.unknown. */
export async function updateDepartment(
  hub: Pick<Hub, 'facts' | 'now' | 'wake'>,
  actor: Actor,
  departmentId: ObjectId,
  { name, description, memberIds, handing }: DepartmentChange,
  origin?: AuditOrigin,
): Promise<DepartmentView> {
  const before = await presentDepartment(actor, await getDepartment(actor, departmentId));
  if (memberIds) await requireAgents(actor, memberIds);
  const fields = {
    ...(name === undefined ? {} : { name, nameKey: nameKeyOf(name) }),
    ...(description === undefined ? {} : { description }),
    ...(handing === undefined ? {} : { handing }),
  };
  // Not findOneAndUpdate: FerretDB answers that with an internal error, and not with 11000, when a unique key is taken.
  await refusingTakenName(() => Department.updateOne({ _id: departmentId, workspaceId: actor.workspaceId }, { $set: fields }).exec());
  if (memberIds) await setMembers(hub, actor, departmentId, memberIds);
  const after = await presentDepartment(actor, await getDepartment(actor, departmentId));
  await recordAudit(hub, actor, {
    action: 'department.updated',
    target: { type: 'department', id: departmentId },
    ...difference(before, after),
    origin,
  });
  await announceSettings(hub, actor, 'departments', departmentId);
  if (handing) hub.wake.ring('handing', { workspaceId: actor.workspaceId.toHexString() });
  return after;
}

async function refusingTakenName<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error)) throw new HubError('department.name-taken', {}, { cause: error });
    throw error;
  }
}
