import { manualHanding, type DepartmentView } from '../../api/team/departments.ts';
import type { Actor } from '../../core/actor.ts';
import { membersOf } from './members.ts';
import type { DepartmentRecord } from './model.ts';

/** Departments as they cross the wire, with their members; one database call. */
export async function presentDepartments(actor: Actor, departments: readonly DepartmentRecord[]): Promise<DepartmentView[]> {
  const members = await membersOf(
    actor.workspaceId,
    departments.map(({ _id }) => _id),
  );
  return departments.map((department) => ({
    id: department._id.toHexString(),
    name: department.name,
    description: department.description,
    memberIds: members(department._id).map((id) => id.toHexString()),
    handing: { ...manualHanding, ...department.handing },
    createdAt: department.createdAt.toISOString(),
  }));
}

/** One department as it crosses the wire; one database call. */
export async function presentDepartment(actor: Actor, department: DepartmentRecord): Promise<DepartmentView> {
  const [view] = await presentDepartments(actor, [department]);
  if (!view) throw new Error('a department was presented as nothing');
  return view;
}
