import { setTimeout as wait } from 'node:timers/promises';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { Message } from '../../domain/timeline/model.ts';
import type { Checked } from './history.ts';

/** What is still under way: updates not fetched, messages not stored or not sent, facts not announced. */
async function findUnfinished(checked: Checked): Promise<Record<string, number>> {
  const within = scopeOf(checked);
  const [unsent, unannounced, untold, due, stored, unfetched] = await Promise.all([
    Message.countDocuments({ ...within, 'delivery.state': { $in: ['queued', 'sending'] } }),
    Message.countDocuments({ ...within, unannouncedAt: { $exists: true } }),
    Conversation.countDocuments({ ...within, factsAt: { $exists: true } }),
    Conversation.countDocuments({ ...within, 'outbound.dueAt': { $exists: true } }),
    Message.countDocuments({ ...within, direction: 'in', kind: 'text' }),
    checked.pending(),
  ]);
  return { unsent, unannounced, untold, due, unfetched, unstored: Math.max(0, checked.history.messages.length - stored) };
}

/** The part of the database that is looked at. */
export function scopeOf({ channelIds }: Pick<Checked, 'channelIds'>): { channelId?: { $in: ObjectId[] } } {
  return channelIds ? { channelId: { $in: channelIds.map(toObjectId) } } : {};
}

/** Waits until the running hub has nothing left to do; gives what it did not finish in time (ms), in words. */
export async function settle(checked: Checked, timeout = 60_000): Promise<string[]> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const left = Object.entries(await findUnfinished(checked)).filter(([, count]) => count > 0);
    if (left.length === 0) return [];
    if (Date.now() > deadline) return left.map(([what, count]) => `${count} ${what} were never finished`);
    await wait(100);
  }
}
