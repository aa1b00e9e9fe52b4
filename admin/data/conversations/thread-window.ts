import type { MessageView } from '../../../hub/api/customers/messages.ts';

/** After this long a hole in the order counts as void: the hub's own rule. */
export const voidAfterMs = 30_000;

/** Puts found messages among the known ones: one `id` is one message, the higher `rev` wins, `seq` is the order. The known ones themselves when nothing is new. */
export function mergeMessages(known: readonly MessageView[], found: readonly MessageView[]): readonly MessageView[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  let isChanged = false;
  for (const message of found) {
    const before = byId.get(message.id);
    if (before && (before.rev > message.rev || (before.rev === message.rev && !isFresher(before, message)))) continue;
    byId.set(message.id, message);
    isChanged = true;
  }
  return isChanged ? [...byId.values()].toSorted((a, b) => a.seq - b.seq) : known;
}

/** The same revision told again is of use only where its files' addresses, which expire, are others. */
function isFresher(before: MessageView, message: MessageView): boolean {
  return message.attachments.some(({ url }, index) => url !== before.attachments[index]?.url);
}

/** Up to where there is no gap: from `cursor` on, over messages in a row and over holes before messages that are old enough. `now` by the hub's clock. */
export function gaplessCursor(messages: readonly MessageView[], cursor: number, now: number): number {
  let reached = cursor;
  for (const { seq, createdAt } of messages) {
    if (seq <= reached) continue;
    if (seq !== reached + 1 && now - Date.parse(createdAt) < voidAfterMs) break;
    reached = seq;
  }
  return reached;
}

/** Whether a message belongs into the stretch that is in memory; what lies beyond an edge with more behind it is read when one gets there. */
export function isInWindow(
  { seq }: Pick<MessageView, 'seq'>,
  { messages, hasBefore, hasAfter }: { messages: readonly MessageView[]; hasBefore: boolean; hasAfter: boolean },
): boolean {
  const first = messages[0]?.seq;
  const last = messages.at(-1)?.seq;
  if (first === undefined || last === undefined) return !hasAfter;
  if (seq > last) return !hasAfter;
  return seq >= first || !hasBefore;
}
