import { setTimeout as wait } from 'node:timers/promises';
import { Channel } from '../../domain/channel/model.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { Message } from '../../domain/timeline/model.ts';
import type { FaultWorld } from './world.ts';

/** What is still under way: updates not fetched, messages not sent, facts not announced. */
async function findUnfinished({ telegram }: Pick<FaultWorld, 'telegram'>): Promise<Record<string, number>> {
  const channels = await Channel.find({}).select({ account: 1 }).lean();
  const [unsent, unannounced, untold, due] = await Promise.all([
    Message.countDocuments({ 'delivery.state': { $in: ['queued', 'sending'] } }),
    Message.countDocuments({ unannouncedAt: { $exists: true } }),
    Conversation.countDocuments({ factsAt: { $exists: true } }),
    Conversation.countDocuments({ 'outbound.dueAt': { $exists: true } }),
  ]);
  const unfetched = channels.reduce(
    (sum, { account }) => sum + (account ? telegram.pendingUpdates({ id: Number(account.externalId) }) : 0),
    0,
  );
  return { unsent, unannounced, untold, due, unfetched };
}

/** Waits until the running hub has nothing left to do; gives what it did not finish in time (ms), in words. */
export async function settle(world: Pick<FaultWorld, 'telegram'>, timeout = 60_000): Promise<string[]> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const left = Object.entries(await findUnfinished(world)).filter(([, count]) => count > 0);
    if (left.length === 0) return [];
    if (Date.now() > deadline) return left.map(([what, count]) => `${count} ${what} were never finished`);
    await wait(100);
  }
}
