import type { Request } from 'express';
import { actorId, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { AuditEntry } from './model.ts';
import { requestIdOf } from './request-id.ts';

/** Where a change came from. */
export interface AuditOrigin {
  ip: string | null;
  requestId: string | null;
}

/** What the audit log keeps of one change. Never hand it a secret. */
export interface AuditInput {
  /** As `noun.done`: `agent.updated`. */
  action: string;
  target: { type: string; id: ObjectId };
  before?: Record<string, unknown> | null | undefined;
  after?: Record<string, unknown> | null | undefined;
  /** Absent: the command line or a job. */
  origin?: AuditOrigin | undefined;
}

/** Adds a change to the workspace's audit log; one database call. */
export async function recordAudit(hub: Pick<Hub, 'now'>, actor: Actor, input: AuditInput): Promise<void> {
  await AuditEntry.create({
    _id: new ObjectId(),
    workspaceId: actor.workspaceId,
    action: input.action,
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
    target: { type: input.target.type, id: input.target.id.toHexString() },
    before: input.before ?? null,
    after: input.after ?? null,
    ip: input.origin?.ip ?? null,
    requestId: input.origin?.requestId ?? null,
    at: hub.now(),
  });
}

/** Where a request comes from, as the audit log keeps it. */
export function auditOrigin(request: Request): AuditOrigin {
  return { ip: request.ip ?? null, requestId: requestIdOf(request) };
}

/** The fields in which two views of one thing differ, before and after. */
export function difference(before: object, after: object): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const old = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(([key, value]) => JSON.stringify(old.get(key)) !== JSON.stringify(value));
  return { before: Object.fromEntries(changed.map(([key]) => [key, old.get(key)])), after: Object.fromEntries(changed) };
}
