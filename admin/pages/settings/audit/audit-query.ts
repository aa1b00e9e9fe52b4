import { listAudit, type AuditEntryView } from '../../../../hub/api/team/audit.ts';
import { factActor } from '../../../../hub/api/facts.ts';
import { api } from '../../../data/api.ts';
import { beginOfDay } from '../../contacts/list/filters/day-bounds.ts';

/** The names of the log's filters in the address. */
export const auditFilterNames = ['from', 'to', 'actor', 'action', 'target'] as const;
type FilterName = (typeof auditFilterNames)[number];

/** The filters as the address has them. `actor` is an agent's id or a kind of actor; `from` and `to` are days, both included. */
export type AuditFilters = Partial<Record<FilterName, string>>;

interface AuditPage {
  items: AuditEntryView[];
  nextCursor: string | null;
}

/** Reads the filters from the address; what is no filter there is left out. */
export function auditFiltersIn(query: URLSearchParams): AuditFilters {
  return Object.fromEntries(
    auditFilterNames.flatMap((name) => {
      const value = query.get(name) ?? '';
      const isFine = name === 'from' || name === 'to' ? /^\d{4}-\d\d-\d\d$/.test(value) : value !== '';
      return isFine ? [[name, value]] : [];
    }),
  );
}

/** Pages of the log, newest first: options for an infinite query controller. */
export function auditQuery(filters: AuditFilters) {
  return {
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<AuditPage> =>
      api.call(listAudit, { query: { limit: 50, ...asked(filters), ...(pageParam !== null && { cursor: pageParam }) } }),
    initialPageParam: null as string | null, // the first page has no cursor
    getNextPageParam: ({ nextCursor }: AuditPage) => nextCursor,
    staleTime: 0,
  };
}

function asked({ from, to, actor, action, target }: AuditFilters) {
  const kind = factActor.shape.type.safeParse(actor);
  return {
    ...(from && { from: beginOfDay(from) }),
    ...(to && { to: beginOfDay(to, 1) }),
    ...(actor && (kind.success ? { actorType: kind.data } : { actor })),
    ...(action && { action }),
    ...(target && { targetType: target }),
  };
}
