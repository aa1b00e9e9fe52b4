import { vi, expect } from 'vitest';
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

/** Waits until the running hub has nothing left to do. */
export async function settle(world: Pick<FaultWorld, 'telegram'>, timeout = 90_000): Promise<void> {
  await vi.waitFor(
    async () => expect(await findUnfinished(world)).toEqual({ unsent: 0, unannounced: 0, untold: 0, due: 0, unfetched: 0 }),
    {
      timeout,
      interval: 100,
    },
  );
}
