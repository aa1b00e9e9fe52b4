import * as api from '../../api/team/audit.ts';
import { route, type Route } from '../../core/route.ts';
import { listAudit } from './list-audit.ts';

/** Routes of the audit log. */
export function auditRoutes(): Route[] {
  return [
    route(api.listAudit, ({ actor, query: { from, to, ...query } }) =>
      listAudit(actor, {
        ...query,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      }),
    ),
  ];
}
