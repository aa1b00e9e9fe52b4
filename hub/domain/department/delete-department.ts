import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { announceSettings } from '../workspace/announce-settings.ts';
import { getDepartment } from './get-department.ts';
import { setMembers } from './members.ts';
import { Department } from './model.ts';
import { presentDepartment } from './present.ts';

/** Puts a department's conversations back into the common queue. Safe to run twice. */
export type ReleaseDepartment = (actor: Actor, departmentId: ObjectId) => Promise<void>;

/**
 * Removes a department: its agents stay, its conversations go back to the common queue. The department itself goes last, so that
 * a removal that was interrupted is simply done again. Throws department.unknown.
 */
export async function deleteDepartment(
  hub: Pick<Hub, 'facts' | 'now'>,
  actor: Actor,
  departmentId: ObjectId,
  release: ReleaseDepartment,
  origin?: AuditOrigin,
): Promise<void> {
  const before = await presentDepartment(actor, await getDepartment(actor, departmentId));
  await setMembers(hub, actor, departmentId, []);
  await release(actor, departmentId);
  const { deletedCount } = await Department.deleteOne({ _id: departmentId, workspaceId: actor.workspaceId });
  if (deletedCount === 0) throw new HubError('department.unknown');
  const target = { type: 'department', id: departmentId };
  await recordAudit(hub, actor, { action: 'department.deleted', target, before, origin });
  await announceSettings(hub, actor, 'departments', departmentId);
}
