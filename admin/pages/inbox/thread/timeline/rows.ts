import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import type { PendingMessage } from '../../../../data/conversations/thread-store.ts';

interface Place {
  /** Stays the same while the row does: when its message is confirmed, and when older ones come above it. */
  key: string;
  at: string;
  /** The first of its day: the day's name stands above it. */
  startsDay: boolean;
  /** The "New" line stands above it. */
  isNew: boolean;
  /** Where it stands among the messages that one author wrote one after another. */
  isFirst: boolean;
  isLast: boolean;
}

export type MessageRow = Place & { type: 'message'; message: MessageView };
export type PendingRow = Place & { type: 'pending'; pending: PendingMessage };
/** What happened between two messages, in one row. */
export type EventsRow = Place & { type: 'events'; events: MessageView[] };
export type Row = MessageRow | PendingRow | EventsRow;

/** Messages of one author no further apart than this are one group. */
const groupMs = 5 * 60_000;

interface Timeline {
  messages: readonly MessageView[];
  pending: readonly PendingMessage[];
  /** The first unread `seq`; null: all is read. */
  newFrom: number | null;
  /** More lies between the last message and now: what is pending is not next to it, and not shown. */
  hasAfter: boolean;
  dayOf: (at: string) => string;
}

/** A timeline as it is drawn: messages in groups, events in runs, what is not confirmed at the end (unless it is by now). */
export function buildRows({ messages, pending, newFrom, hasAfter, dayOf }: Timeline): Row[] {
  const rows: Row[] = [];
  let newStands = newFrom === null;
  for (const message of messages) {
    const isNew = !newStands && message.kind !== 'event' && message.seq >= (newFrom ?? 0);
    if (isNew) newStands = true;
    const place = placeAfter(rows.at(-1), message.sentAt, dayOf);
    const last = rows.at(-1);
    if (message.kind !== 'event') rows.push({ ...place, type: 'message', key: keyOf(message), message, isNew });
    else if (last?.type === 'events' && !place.startsDay) last.events.push(message);
    else rows.push({ ...place, type: 'events', key: message.id, events: [message], isNew: false });
  }
  for (const each of hasAfter ? [] : unconfirmed(messages, pending))
    rows.push({
      ...placeAfter(rows.at(-1), each.createdAt, dayOf),
      type: 'pending',
      key: `own ${each.clientId}`,
      pending: each,
      isNew: false,
    });
  return markGroups(rows);
}

/** The name of a message's row: the same before and after the hub confirmed it. */
export function keyOf({ id, clientId }: Pick<MessageView, 'id' | 'clientId'>): string {
  return clientId === null ? id : `own ${clientId}`;
}

function unconfirmed(messages: readonly MessageView[], pending: readonly PendingMessage[]): PendingMessage[] {
  if (pending.length === 0) return [];
  const confirmed = new Set(messages.map(({ clientId }) => clientId));
  return pending.filter(({ clientId }) => !confirmed.has(clientId));
}

function placeAfter(before: Row | undefined, at: string, dayOf: (at: string) => string): Omit<Place, 'key' | 'isNew'> {
  return { at, startsDay: !before || dayOf(before.at) !== dayOf(at), isFirst: true, isLast: true };
}

function markGroups(rows: Row[]): Row[] {
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (!before || row.startsDay || row.isNew || !isOneGroup(before, row)) continue;
    row.isFirst = false;
    before.isLast = false;
  }
  return rows;
}

function isOneGroup(before: Row, row: Row): boolean {
  const [one, other] = [voiceOf(before), voiceOf(row)];
  return one !== null && one === other && Math.abs(Date.parse(row.at) - Date.parse(before.at)) <= groupMs;
}

/** Who speaks to whom; null for what is no speech. */
function voiceOf(row: Row): string | null {
  if (row.type === 'events') return null;
  if (row.type === 'pending') return `${row.pending.kind} out me`;
  const { kind, direction, author, clientId } = row.message;
  return `${kind} ${direction} ${author.id ?? `${author.type} ${author.name} ${clientId === null}`}`;
}
