import * as api from '../../api/team/workspaces.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { getWorkspace } from './get-workspace.ts';
import { presentWorkspace } from './present.ts';
import { updateWorkspace } from './update-workspace.ts';

/** Routes of the caller's workspace. */
export function workspaceRoutes(hub: Pick<Hub, 'facts' | 'now' | 'wake'>): Route[] {
  return [
    route(api.getWorkspace, async ({ actor }) => presentWorkspace(await getWorkspace(actor.workspaceId))),
    route(api.updateWorkspace, async ({ actor, body, request }) =>
      presentWorkspace(await updateWorkspace(hub, actor, body, auditOrigin(request))),
    ),
  ];
}
