import type { QueryFilter } from 'mongoose';
import type { AuditEntryView } from '../../api/team/audit.ts';
import type { Actor } from '../../core/actor.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { AuditEntry, type AuditRecord } from './model.ts';

interface AuditQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
  action?: string | undefined;
  /** The id of who did it. */
  actor?: string | undefined;
  /** The id of what it was done to. */
  target?: string | undefined;
  /** How the action begins. */
  q?: string | undefined;
  actorType?: string | undefined;
  targetType?: string | undefined;
  from?: Date | undefined;
  /** Not included. */
  to?: Date | undefined;
}

/** A page of the workspace's audit log, newest first. */
export async function listAudit(actor: Actor, query: AuditQuery): Promise<Page<AuditEntryView>> {
  const page = await pageBy(AuditEntry, {
    filter: filterOf(actor, query),
    sort: [
      { field: 'at', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return { items: page.items.map(presentEntry), nextCursor: page.nextCursor };
}

function filterOf({ workspaceId }: Actor, query: AuditQuery): QueryFilter<AuditRecord> {
  const { action, actor, actorType, target, targetType, q, from, to } = query;
  return {
    workspaceId,
    ...(action === undefined ? {} : { action }),
    ...(actor === undefined ? {} : { 'actor.id': actor }),
    ...(actorType === undefined ? {} : { 'actor.type': actorType }),
    ...(target === undefined ? {} : { 'target.id': target }),
    ...(targetType === undefined ? {} : { 'target.type': targetType }),
    ...(from || to ? { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } } : {}),
    // Beside a whole action: what both say. A range finds a beginning without a pattern that would have to be escaped.
    ...(q === undefined ? {} : { $and: [{ action: { $gte: q, $lt: `${q}\u{10ffff}` } }] }),
  };
}

function presentEntry(entry: AuditRecord): AuditEntryView {
  return {
    id: entry._id.toHexString(),
    action: entry.action,
    actor: entry.actor,
    target: entry.target,
    before: entry.before,
    after: entry.after,
    ip: entry.ip,
    requestId: entry.requestId,
    at: entry.at.toISOString(),
  };
}
