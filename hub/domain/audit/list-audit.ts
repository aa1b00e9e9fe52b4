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
}

/** A page of the workspace's audit log, newest first. */
export async function listAudit(actor: Actor, query: AuditQuery): Promise<Page<AuditEntryView>> {
  const page = await pageBy(AuditEntry, {
    filter: {
      workspaceId: actor.workspaceId,
      ...(query.action === undefined ? {} : { action: query.action }),
      ...(query.actor === undefined ? {} : { 'actor.id': query.actor }),
      ...(query.target === undefined ? {} : { 'target.id': query.target }),
    },
    sort: [
      { field: 'at', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
  return { items: page.items.map(presentEntry), nextCursor: page.nextCursor };
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
