import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Department, type DepartmentRecord } from './model.ts';

/** One department of the actor's workspace. Throws department.unknown. */
export async function getDepartment(actor: Pick<Actor, 'workspaceId'>, departmentId: ObjectId): Promise<DepartmentRecord> {
  const department = await Department.findOne({ _id: departmentId, workspaceId: actor.workspaceId }).lean<DepartmentRecord | null>();
  if (!department) throw new HubError('department.unknown');
  return department;
}

/** A page of the workspace's departments by name. */
export async function listDepartments(
  actor: Actor,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<DepartmentRecord>> {
  return pageBy(Department, {
    filter: { workspaceId: actor.workspaceId },
    sort: [
      { field: 'nameKey', direction: 1, type: 'string' },
      { field: '_id', direction: 1, type: 'id' },
    ],
    ...query,
  });
}

/** Ids from the wire as ones of the database. Throws department.unknown unless all are departments of the actor's workspace. */
export async function requireDepartments(actor: Pick<Actor, 'workspaceId'>, departmentIds: readonly string[]): Promise<ObjectId[]> {
  const wanted = [...new Set(departmentIds)].map(toObjectId);
  if (wanted.length === 0) return [];
  const found = await Department.countDocuments({ _id: { $in: wanted }, workspaceId: actor.workspaceId });
  if (found < wanted.length) throw new HubError('department.unknown');
  return wanted;
}
