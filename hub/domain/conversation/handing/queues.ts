import type { Handing, HandingMode } from '../../../api/team/departments.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Department, type DepartmentRecord } from '../../department/model.ts';
import { Workspace, type WorkspaceRecord } from '../../workspace/model.ts';
import { settingsOf } from '../../workspace/settings.ts';

/** A way of handing out that needs nobody to take. */
export type AutomaticMode = Exclude<HandingMode, 'manual'>;

/** Conversations that are handed out by themselves: a department's, or, with null, those of no department. */
export interface Queue {
  departmentId: ObjectId | null;
  mode: AutomaticMode;
  /** The most open conversations of an agent; null: any number. */
  limit: number | null;
}

const automatic: readonly AutomaticMode[] = ['round-robin', 'least-busy'];

/** The queues of a workspace that are handed out by themselves; two database calls. */
export async function listQueues(workspaceId: ObjectId): Promise<Queue[]> {
  const [workspace, departments] = await Promise.all([
    Workspace.findById(workspaceId).lean<WorkspaceRecord | null>(),
    Department.find({ workspaceId, 'handing.mode': { $in: automatic } }).lean<DepartmentRecord[]>(),
  ]);
  return [
    ...toQueue(null, workspace ? settingsOf(workspace).handing : undefined),
    ...departments.flatMap(({ _id, handing }) => toQueue(_id, handing)),
  ];
}

/** The workspaces that hand out anything by themselves; two database calls. */
export async function listHandingWorkspaces(): Promise<ObjectId[]> {
  const [ofDepartments, own] = await Promise.all([
    Department.distinct('workspaceId', { 'handing.mode': { $in: automatic } }),
    Workspace.distinct('_id', { 'settings.handing.mode': { $in: automatic } }),
  ]);
  return [...new Map([...ofDepartments, ...own].map((id) => [id.toHexString(), id])).values()];
}

function toQueue(departmentId: ObjectId | null, handing: Handing | undefined): Queue[] {
  if (!handing || handing.mode === 'manual') return [];
  return [{ departmentId, mode: handing.mode, limit: handing.limit }];
}
