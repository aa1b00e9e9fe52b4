import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { factActor } from '../facts.ts';
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
  query: paging.extend({
    /** Exactly this action. */
    action: z.string().max(100).optional(),
    /** Actions that begin so: `agent.` or `agent.up`. */
    q: z.string().trim().toLowerCase().min(1).max(100).optional(),
    actor: id.optional(),
    actorType: factActor.shape.type.optional(),
    target: id.optional(),
    targetType: z
      .string()
      .regex(/^[a-z][a-z-]{0,49}$/)
      .optional(),
    /** Not before this moment. */
    from: moment.optional(),
    /** Before this moment. */
    to: moment.optional(),
  }),
  view: pageOf(auditEntryView),
});
