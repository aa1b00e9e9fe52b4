import * as api from '../../api/team/departments.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { deleteDepartment, type ReleaseDepartment } from './delete-department.ts';
import { getDepartment, listDepartments } from './get-department.ts';
import { presentDepartment, presentDepartments } from './present.ts';
import { createDepartment, updateDepartment } from './save-department.ts';

/** Routes of departments. */
export function departmentRoutes(hub: Pick<Hub, 'facts' | 'now' | 'wake'>, release: ReleaseDepartment): Route[] {
  return [
    route(api.listDepartments, async ({ actor, query }) => {
      const page = await listDepartments(actor, query);
      return { items: await presentDepartments(actor, page.items), nextCursor: page.nextCursor };
    }),
    route(api.getDepartment, async ({ actor, params }) =>
      presentDepartment(actor, await getDepartment(actor, toObjectId(params.departmentId))),
    ),
    route(api.createDepartment, ({ actor, body, request }) =>
      createDepartment(hub, actor, { ...body, memberIds: body.memberIds.map(toObjectId) }, auditOrigin(request)),
    ),
    route(api.updateDepartment, ({ actor, params, body, request }) => {
      const change = { ...body, memberIds: body.memberIds?.map(toObjectId) };
      return updateDepartment(hub, actor, toObjectId(params.departmentId), change, auditOrigin(request));
    }),
    route(api.deleteDepartment, ({ actor, params, request }) =>
      deleteDepartment(hub, actor, toObjectId(params.departmentId), release, auditOrigin(request)),
    ),
  ];
}
