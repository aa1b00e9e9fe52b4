import * as api from '../../api/team/audit.ts';
import { route, type Route } from '../../core/route.ts';
import { listAudit } from './list-audit.ts';

/** Routes of the audit log. */
export function auditRoutes(): Route[] {
  return [route(api.listAudit, ({ actor, query }) => listAudit(actor, query))];
}
