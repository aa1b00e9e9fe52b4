import * as api from '../../../api/customers/data-jobs.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { route, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import { getDataJob, listDataJobs } from '../../data-job/find-data-jobs.ts';
import { presentDataJob } from '../../data-job/present.ts';
import { createExport } from '../contact-export/export-contacts.ts';
import { createImport, mapImport, startImport } from '../import/manage-import.ts';
import { receiveCsv } from '../import/receive-csv.ts';
import { cancelJob } from './end-jobs.ts';

/** Routes of imports and exports of contacts. */
export function dataJobRoutes(hub: Pick<Hub, 'files' | 'now' | 'config' | 'secrets' | 'baseUrl'>): Route[] {
  return [
    route(api.createImport, async ({ actor, request }) => {
      const stored = await receiveCsv(hub, actor.workspaceId, request);
      return presentDataJob(hub, await createImport(hub, actor, stored, auditOrigin(request)));
    }),
    route(api.mapImport, async ({ actor, params, body }) => presentDataJob(hub, await mapImport(hub, actor, params.dataJobId, body))),
    route(api.startImport, async ({ actor, params, request }) =>
      presentDataJob(hub, await startImport(hub, actor, params.dataJobId, auditOrigin(request))),
    ),
    route(api.createContactExport, async ({ actor, body, request }) =>
      presentDataJob(hub, await createExport(hub, actor, body, auditOrigin(request))),
    ),
    route(api.listDataJobs, async ({ actor, query }) => {
      const page = await listDataJobs(actor, query);
      return { items: page.items.map((job) => presentDataJob(hub, job)), nextCursor: page.nextCursor };
    }),
    route(api.getDataJob, async ({ actor, params }) => presentDataJob(hub, await getDataJob(actor, params.dataJobId))),
    route(api.cancelDataJob, async ({ actor, params, request }) =>
      presentDataJob(hub, await cancelJob(hub, actor, params.dataJobId, auditOrigin(request))),
    ),
  ];
}
