import * as api from '../../api/team/schedules.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { presentSchedule } from './present.ts';
import { createSchedule, deleteSchedule, listSchedules, updateSchedule, type ReleaseSchedule } from './save-schedule.ts';

/** Routes of working hours. */
export function scheduleRoutes(hub: Pick<Hub, 'facts' | 'now'>, release: ReleaseSchedule): Route[] {
  return [
    route(api.listSchedules, async ({ actor, query }) => {
      const { items, nextCursor } = await listSchedules(actor, query);
      return { items: items.map((schedule) => presentSchedule(schedule)), nextCursor };
    }),
    route(api.createSchedule, async ({ actor, body, request }) =>
      presentSchedule(await createSchedule(hub, actor, body, auditOrigin(request))),
    ),
    route(api.updateSchedule, async ({ actor, params, body, request }) =>
      presentSchedule(await updateSchedule(hub, actor, params.scheduleId, body, auditOrigin(request))),
    ),
    route(api.deleteSchedule, ({ actor, params, request }) => deleteSchedule(hub, actor, params.scheduleId, release, auditOrigin(request))),
  ];
}
