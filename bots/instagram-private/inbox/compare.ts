import type { KnownItem, ThreadCursor } from '../account/kept.ts';
import { fingerprint, isAhead, isLater, itemEnvelope, peopleOf, reactionsBy, seenBy } from './shapes.ts';
import type { ItemEnvelope, ThreadShape } from './shapes.ts';
import type { Chat, Sign } from './signs.ts';

/** Messages of a chat that are watched for changes; Instagram shows ten of them at a look. */
const watched = 20;

/** A message with what Instagram wrote of it. */
interface Entry {
  envelope: ItemEnvelope;
  raw: unknown;
}

/** What a thread holds that we did not know, and how far it is read with it. */
export interface Comparison {
  signs: Sign[];
  cursor: ThreadCursor;
  /** Elements that can't be read as messages. */
  unreadable: unknown[];
}

/** How a thread is compared. */
export interface Comparing {
  viewer: string;
  /** Null for a thread that was never looked at. */
  before: ThreadCursor | null;
  /** Of a thread that was never looked at: messages up to this time are not ours to take in. Null: all of them. */
  since: string;
  /** All that is there is only noted: the first look. */
  isFirstLook: boolean;
  nowMs: number;
}

/** True when there may be new messages before those we were shown. */
export function hasGap(thread: ThreadShape, before: ThreadCursor | null, since: string): boolean {
  const [oldest] = readItems(thread, null).entries;
  if (!thread.has_older || !oldest) return false;
  const { item_id, timestamp } = oldest.envelope;
  return isLater(timestamp, before?.newest ?? since) && !before?.known.some(({ id }) => id === item_id);
}

/** Compares a thread with what was known of it: new messages first, oldest first, then what changed. */
export function compareThread(thread: ThreadShape, comparing: Comparing): Comparison {
  const { viewer, before, since, isFirstLook, nowMs } = comparing;
  const { entries, unreadable } = readItems(thread, nowMs);
  const chat: Chat = { id: thread.thread_id, people: peopleOf(thread) };
  const where = { viewer, chat };
  const known = new Map((before?.known ?? []).map((one) => [one.id, one]));
  const newest = entries.at(-1)?.envelope.timestamp ?? '0';
  const floor = before?.floor ?? (isFirstLook ? latest(since, newest) : since);
  const present = new Map(entries.map(({ envelope }) => [envelope.item_id, describe(envelope, viewer)]));
  const signs: Sign[] = [];

  for (const { envelope, raw } of entries) {
    const isNew = !known.has(envelope.item_id) && isLater(envelope.timestamp, floor);
    if (isNew) signs.push({ kind: 'item', ...where, item: raw });
  }
  const gone = isFirstLook ? [] : goneOf(thread, entries, [...known.values()]);
  if (gone.length > 0) signs.push({ kind: 'gone', ...where, itemIds: gone.map(({ id }) => id), at: nowMs });
  for (const { envelope, raw } of entries) {
    const [was, is] = [known.get(envelope.item_id), present.get(envelope.item_id)];
    if (!is || !isLater(envelope.timestamp, floor)) continue;
    if (was && was.words !== is.words && is.words !== null) signs.push({ kind: 'edited', ...where, item: raw, at: nowMs });
    if ((was?.reactions ?? '[]') !== is.reactions) signs.push(...changedReactions(where, envelope, viewer, was?.reactions ?? '[]', nowMs));
  }
  const seen: Record<string, string> = { ...before?.seen };
  for (const { by, itemId, at } of seenBy(thread, viewer)) {
    if (seen[by] === itemId) continue;
    seen[by] = itemId;
    if (!isFirstLook && before)
      signs.push({ kind: 'seen', ...where, by, itemId, at: at === undefined ? nowMs : Number(BigInt(at) / 1000n) });
  }
  const left = [...known.values()].filter((one) => !gone.includes(one) && !present.has(one.id));
  return {
    signs,
    unreadable,
    cursor: {
      newest: latest(before?.newest ?? '0', newest),
      floor,
      known: [...left, ...present.values()].toSorted((a, b) => (isLater(a.at, b.at) ? 1 : -1)).slice(-watched),
      seen,
      isPending: thread.pending,
    },
  };
}

/** Messages that are no longer where they were: within what we were shown, from its oldest on. */
function goneOf(thread: ThreadShape, entries: Entry[], known: KnownItem[]): KnownItem[] {
  const oldest = thread.has_older ? entries[0]?.envelope.timestamp : '0';
  if (oldest === undefined) return [];
  const shown = new Set(entries.map(({ envelope }) => envelope.item_id));
  return known.filter(({ id, at }) => !isLater(oldest, at) && !shown.has(id));
}

function changedReactions(
  where: { viewer: string; chat: Chat },
  envelope: ItemEnvelope,
  viewer: string,
  before: string,
  at: number,
): Sign[] {
  const now = reactionsBy(envelope, viewer);
  const had = new Set<string>((JSON.parse(before) as [string, string[]][]).map(([by]) => by));
  return [...new Set([...now.keys(), ...had])].map((by) => ({
    kind: 'reactions' as const,
    ...where,
    itemId: envelope.item_id,
    by,
    emojis: now.get(by) ?? [],
    at,
  }));
}

function describe(envelope: ItemEnvelope, viewer: string): KnownItem {
  return {
    id: envelope.item_id,
    at: envelope.timestamp,
    words: envelope.text === undefined ? null : fingerprint(envelope.text),
    reactions: JSON.stringify([...reactionsBy(envelope, viewer)].toSorted(([a], [b]) => a.localeCompare(b))),
  };
}

/** A thread's messages, oldest first, each once; and what can't be read as one, or is of a time to come. */
function readItems({ items }: ThreadShape, nowMs: number | null): { entries: Entry[]; unreadable: unknown[] } {
  const entries = new Map<string, Entry>();
  const unreadable: unknown[] = [];
  for (const raw of items) {
    const envelope = itemEnvelope.safeParse(raw).data;
    if (envelope && (nowMs === null || !isAhead(envelope.timestamp, nowMs))) entries.set(envelope.item_id, { envelope, raw });
    else unreadable.push(raw);
  }
  return { entries: [...entries.values()].toSorted((a, b) => (isLater(a.envelope.timestamp, b.envelope.timestamp) ? 1 : -1)), unreadable };
}

function latest(a: string, b: string): string {
  return isLater(a, b) ? a : b;
}
