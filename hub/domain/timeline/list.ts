import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { searchPrefixes } from '../../core/search.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Message, type MessageRecord } from './model.ts';
import { readWithoutGap } from './resume.ts';

interface Place {
  workspaceId: ObjectId;
  conversationId: ObjectId;
}

/** What a reader who has all up to `after` gets next, ascending and without a gap; one database call. */
export async function listAfter(hub: Pick<Hub, 'now'>, place: Place, after: number, limit: number) {
  const following = await Message.find({ ...place, seq: { $gt: after } })
    .sort({ seq: 1 })
    .limit(limit + 1)
    .lean<MessageRecord[]>();
  const page = following.slice(0, limit);
  const { readable, cursor } = readWithoutGap(after, page, hub.now());
  return { items: readable, cursor, hasMore: readable.length === page.length && following.length > limit };
}

/** The newest messages before `before` (or at all), ascending; one database call. */
export async function listBefore(place: Place, before: number | undefined, limit: number) {
  const found = await Message.find({ ...place, seq: { $lt: before ?? Number.MAX_SAFE_INTEGER } })
    .sort({ seq: -1 })
    .limit(limit + 1)
    .lean<MessageRecord[]>();
  return { items: found.slice(0, limit).reverse(), hasMore: found.length > limit };
}

const overlapMs = 60_000;

/** Older messages that changed since a moment (less a minute, as clocks and writers differ); the reader keeps the higher `rev`. */
export async function listChanged(place: Place, since: Date, upTo: number): Promise<MessageRecord[]> {
  return Message.find({ ...place, updatedAt: { $gte: new Date(since.getTime() - overlapMs) }, seq: { $lte: upTo } })
    .sort({ updatedAt: 1 })
    .limit(500)
    .lean<MessageRecord[]>();
}

/** Half of a page before `around` and half from it on, without a gap after the first; two database calls. */
export async function listAround(hub: Pick<Hub, 'now'>, place: Place, around: number, limit: number) {
  const half = Math.ceil(limit / 2);
  const [before, after] = await Promise.all([
    listBefore(place, around, Math.max(1, limit - half)),
    listAfter(hub, place, Math.max(0, around - 1), half),
  ]);
  return { items: [...before.items, ...after.items], cursor: after.cursor, hasBefore: before.hasMore, hasAfter: after.hasMore };
}

/** The newest messages and notes with words that begin like these, at most 50; one database call. Bounded by the conversation's length. */
export async function searchMessages(place: Place, text: string): Promise<MessageRecord[]> {
  const prefixes = searchPrefixes(text);
  if (prefixes.length === 0) return [];
  return Message.find({ ...place, $and: prefixes.map((prefix) => ({ terms: prefix })), deletedAt: { $exists: false } })
    .sort({ seq: -1 })
    .limit(mostFound)
    .lean<MessageRecord[]>();
}

const mostFound = 50;

/** Messages with files, newest first; one database call. */
export async function listWithFiles(
  place: Place,
  { cursor, limit }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<MessageRecord>> {
  return pageBy<MessageRecord>(Message, {
    filter: { ...place, 'attachments._id': { $exists: true }, deletedAt: { $exists: false } },
    sort: [{ field: 'seq', direction: -1, type: 'number' }],
    cursor,
    limit,
  });
}
