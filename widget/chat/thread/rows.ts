import type { VisitorMessage } from '../../../hub/api/widget/views.ts';
import type { QueueEntry } from '../../data/sending/queue-entry.ts';

/** What a thread is drawn from, top down. */
export type Row =
  | { type: 'day'; key: string; moment: string }
  | { type: 'new'; key: string }
  | { type: 'event'; key: string; message: VisitorMessage }
  | { type: 'message'; key: string; message: VisitorMessage; isFirst: boolean; isLast: boolean }
  | { type: 'waiting'; key: string; entry: QueueEntry };

/** Messages of one author that follow each other so soon are one group. */
const togetherMs = 5 * 60_000;

/** Lays out a thread: days, the line of new messages (after `newFrom`), groups of one author, and what is on its way. */
export function layOut(messages: readonly VisitorMessage[], queue: readonly QueueEntry[], newFrom: number | null): Row[] {
  const rows: Row[] = [];
  const arrived = new Set(messages.flatMap(({ clientId }) => (clientId === null ? [] : [clientId])));
  let day = '';
  let isLineDrawn = newFrom === null;
  for (const [index, message] of messages.entries()) {
    const today = new Date(message.createdAt).toDateString();
    if (today !== day) rows.push({ type: 'day', key: `day ${today}`, moment: message.createdAt });
    day = today;
    if (!isLineDrawn && message.direction === 'out' && message.kind === 'text' && message.seq > (newFrom ?? 0)) {
      rows.push({ type: 'new', key: 'new' });
      isLineDrawn = true;
    }
    if (message.kind === 'event') rows.push({ type: 'event', key: message.id, message });
    else {
      const isLineAbove = rows.at(-1)?.type !== 'message';
      rows.push({
        type: 'message',
        // A message keeps its element when it arrives after its echo.
        key: message.clientId ?? message.id,
        message,
        isFirst: isLineAbove || !areTogether(messages[index - 1], message),
        isLast: !areTogether(message, messages[index + 1]),
      });
    }
  }
  for (const entry of queue.filter(({ clientId }) => !arrived.has(clientId))) rows.push({ type: 'waiting', key: entry.clientId, entry });
  return rows;
}

function areTogether(one: VisitorMessage | undefined, next: VisitorMessage | undefined): boolean {
  if (!one || !next || one.kind === 'event' || next.kind === 'event') return false;
  return (
    one.direction === next.direction &&
    one.author.type === next.author.type &&
    one.author.name === next.author.name &&
    new Date(next.createdAt).getTime() - new Date(one.createdAt).getTime() < togetherMs &&
    new Date(next.createdAt).toDateString() === new Date(one.createdAt).toDateString()
  );
}
