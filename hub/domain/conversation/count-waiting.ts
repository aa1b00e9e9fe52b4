import type { ObjectId } from '../../core/ids.ts';
import { Conversation } from './model.ts';

const most = 1000;

/** How many conversations of each channel have something left to send, by the channel's id; counting ends at 1,000 in all. One call. */
export async function countWaiting(channelIds: ObjectId[]): Promise<ReadonlyMap<string, number>> {
  if (channelIds.length === 0) return new Map();
  const counts = await Conversation.aggregate<{ _id: ObjectId; waiting: number }>([
    { $match: { channelId: { $in: channelIds }, 'outbound.dueAt': { $gt: new Date(0) } } },
    { $limit: most },
    { $group: { _id: '$channelId', waiting: { $sum: 1 } } },
  ]);
  return new Map(counts.map(({ _id, waiting }) => [_id.toHexString(), waiting]));
}
