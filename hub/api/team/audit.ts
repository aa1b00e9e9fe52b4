import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

/** One change somebody made. */
export const auditEntryView = z.object({
  id,
  /** What was done, as `noun.done`. */
  action: z.string(),
  actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string() }),
  target: z.object({ type: z.string(), id: z.string() }),
  /** What changed, as it was; secrets never. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  ip: z.string().nullable(),
  requestId: z.string().nullable(),
  at: moment,
});
export type AuditEntryView = z.infer<typeof auditEntryView>;

export const listAudit = endpoint({
  method: 'get',
  path: '/audit',
  summary: 'Who changed what, newest first',
  access: 'audit.view',
  query: paging.extend({ action: z.string().max(100).optional(), actor: id.optional(), target: id.optional() }),
  view: pageOf(auditEntryView),
});
