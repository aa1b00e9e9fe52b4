import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
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
