import { z } from 'zod';
import { textFormat } from '../../../../bots/contract/content.ts';
import { errorView } from '../../../../hub/api/errors.ts';
import { fileView } from '../../../../hub/api/customers/files.ts';
import { authorType, messageView } from '../../../../hub/api/customers/messages.ts';

/** What is to be sent, complete: nothing of it is looked up when its turn comes. */
const outboxContent = z.object({
  kind: z.enum(['text', 'note']),
  text: z.string(),
  format: textFormat,
  attachments: z.array(fileView),
  replyTo: z
    .object({ id: z.string(), text: z.string(), author: z.object({ type: authorType, id: z.string().nullable(), name: z.string() }) })
    .nullable(),
  mentions: z.array(z.string()),
  /** The last `seq` its author had seen; undefined where none was known. */
  seenSeq: z.number().optional(),
});
export type OutboxContent = z.infer<typeof outboxContent>;

/**
 * A message on its way. `waiting`: for the connection or its turn; `stale`: a colleague answered meanwhile, and its author decides; `failed`:
 * refused for good.
 */
export const outboxEntry = outboxContent.extend({
  clientId: z.string(),
  conversationId: z.string(),
  createdAt: z.string(),
  state: z.enum(['waiting', 'sending', 'stale', 'failed']),
  /** Its author knows of the colleague's answer and sends it anyway. */
  force: z.boolean(),
  /** Why it was refused. */
  refusal: errorView.shape.error.extend({ status: z.number() }).optional(),
  /** The answers its author has not seen. */
  unseen: z.array(messageView).optional(),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

/** What goes out next of one conversation: the oldest that waits, unless one before it is on its way or waits for a decision. */
export function nextToSend(entries: readonly OutboxEntry[], conversationId: string): OutboxEntry | null {
  for (const entry of inOrder(entries)) {
    if (entry.conversationId !== conversationId || entry.state === 'failed') continue;
    // A note is no answer: it passes a reply that waits for a decision.
    if (entry.state === 'stale') {
      const note = inOrder(entries).find(
        (each) => each.conversationId === conversationId && each.kind === 'note' && each.state === 'waiting',
      );
      return note ?? null;
    }
    return entry.state === 'waiting' ? entry : null;
  }
  return null;
}

/** As they were written. */
export function inOrder(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return entries.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** How long to wait before the next try, in milliseconds: 1 s, doubled each time, half a minute at most. */
export function waitBefore(tries: number): number {
  return Math.min(1000 * 2 ** Math.max(0, tries - 1), 30_000);
}

/** True for a refusal that is not for good: the hub is away, busy, or was asked too often. */
export function isPassing(status: number): boolean {
  return status >= 500 || status === 429;
}
