import type { Hub } from '../core/parts/hub.ts';
import { randomToken, type ObjectId } from '../core/ids.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';

/** A conversation whose outgoing messages this worker may send, until the lease runs out or is taken from it. */
export interface Held {
  conversationId: ObjectId;
  token: string;
  /** Of the outgoing work as it was when the lease was taken or renewed. */
  version: number;
  leasedUntil: Date;
  /** When the customer last wrote, as the lease was taken or renewed; null: never. */
  customerWroteAt: Date | null;
  /** Set when the lease came with a message, before which nothing waits. */
  first?: { messageId: ObjectId; chatId: string };
}

type LeaseTools = Pick<Hub, 'now' | 'config'>;

function leaseEnd(hub: LeaseTools): Date {
  return new Date(hub.now().getTime() + hub.config.OUTBOUND_LEASE_SECONDS * 1000);
}

/**
 * Takes the lease on a conversation's outgoing work if nobody has it; null otherwise. It need not be due: a message that was long in
 * being stored is rung for when a look for it has been in vain already, and must be found all the same, also after a crash.
 */
export async function claimConversation(hub: LeaseTools, conversationId: ObjectId): Promise<Held | null> {
  const token = randomToken(12);
  const leasedUntil = leaseEnd(hub);
  const claimed = await Conversation.findOneAndUpdate(
    {
      _id: conversationId,
      $or: [
        { 'outbound.leasedUntil': { $exists: false } },
        { 'outbound.leasedUntil': null },
        { 'outbound.leasedUntil': { $lte: hub.now() } },
      ],
    },
    [
      {
        $set: {
          'outbound.leasedUntil': leasedUntil,
          'outbound.token': token,
          'outbound.version': { $ifNull: ['$outbound.version', 0] },
          'outbound.dueAt': { $ifNull: ['$outbound.dueAt', hub.now()] },
        },
      },
    ],
    { returnDocument: 'after', updatePipeline: true },
  ).lean<ConversationRecord>();
  return (
    claimed && { conversationId, token, version: claimed.outbound.version, leasedUntil, customerWroteAt: claimed.lastInboundAt ?? null }
  );
}

/** Prolongs a lease; null when it was lost. */
export async function renewLease(hub: LeaseTools, held: Held): Promise<Held | null> {
  const leasedUntil = leaseEnd(hub);
  const renewed = await Conversation.findOneAndUpdate(
    { _id: held.conversationId, 'outbound.token': held.token },
    { $set: { 'outbound.leasedUntil': leasedUntil } },
    { returnDocument: 'after' },
  ).lean<ConversationRecord>();
  return renewed && { ...held, version: renewed.outbound.version, leasedUntil, customerWroteAt: renewed.lastInboundAt ?? null };
}

/**
 * Gives a conversation back: done with all of it, or to be looked at again at `dueAt`. False when something was added that this
 * worker has not seen: then it keeps the lease and looks once more.
 */
export async function releaseConversation(held: Held, dueAt: Date | null): Promise<boolean> {
  const mine = { _id: held.conversationId, 'outbound.token': held.token };
  const free = { 'outbound.leasedUntil': 1 as const, 'outbound.token': 1 as const };
  const released = dueAt
    ? await Conversation.updateOne(mine, { $set: { 'outbound.dueAt': dueAt }, $unset: free })
    : await Conversation.updateOne({ ...mine, 'outbound.version': held.version }, { $unset: { ...free, 'outbound.dueAt': 1 } });
  if (released.matchedCount === 1) return true;
  // Lost to another worker: nothing is left to look after.
  return (await Conversation.exists(mine)) === null;
}
