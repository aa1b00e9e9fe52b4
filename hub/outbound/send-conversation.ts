import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import { safetyNetMs } from '../domain/conversation/sending/safety-net.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { deliverMessage, type DeliverTools } from './deliver.ts';
import { markDoubtful } from './doubtful.ts';
import { repairHead } from './repair-head.ts';
import { markWaiting } from './wait-for-account.ts';
import { releaseConversation, renewLease, type Held } from './work.ts';

/** Says how long (ms) a send to this chat must wait for the account's and the chat's budget; 0: go. */
export type Budget = (chatId: string) => number;

/**
 * Sends what a held conversation has to send, in its order, and gives it back. A message that must wait holds up the ones behind
 * it, never other conversations.
 */
export async function sendConversation(hub: DeliverTools, channel: ConnectedChannel, first: Held, budget: Budget): Promise<void> {
  let held = first;
  let isFirstLook = true;
  let isAdded = false;
  if (first.first) {
    const again = await deliverFirst(hub, channel, held, first.first, budget);
    if (again) return giveBack(held, again);
  }
  for (;;) {
    const next = await nextToSend(held);
    const waitMs = next ? waitBefore(hub, next, budget) : 0;
    if (next && waitMs > 0) return giveBack(held, new Date(hub.now().getTime() + waitMs));
    // Another conversation of the channel may have been told meanwhile.
    if (next && channel.isRefused) return giveBack(held, await markWaiting(hub, held.conversationId));
    if (!next) {
      if (isFirstLook && !held.first) isAdded = !(await repairHead(hub, held.conversationId));
      isFirstLook = false;
      // What was added to the work and is not there yet is just being stored; its ring, or the sweep after it, finds it due.
      const dueAt = isAdded ? new Date(hub.now().getTime() + safetyNetMs) : null;
      if (await releaseConversation(held, dueAt)) return hub.step('out.released');
      isAdded = true;
      const renewed = await renewLease(hub, held);
      if (!renewed) return;
      held = renewed;
      continue;
    }
    if (next.delivery?.state === 'sending') {
      await markDoubtful(hub, channel, next);
      hub.step('out.doubtful');
      continue;
    }
    isFirstLook = false;
    isAdded = false;
    const fresh = await keepLease(hub, held);
    if (!fresh) return;
    held = fresh;
    const keeping = keepRenewing(hub, held);
    const verdict = await deliverMessage(hub, channel, held, next._id).finally(keeping.stop);
    if (!verdict.next) return giveBack(held, verdict.again);
  }
}

/** The message that the lease came with goes out without being looked up; says when to come back where it must wait. */
async function deliverFirst(
  hub: DeliverTools,
  channel: ConnectedChannel,
  held: Held,
  { messageId, chatId }: NonNullable<Held['first']>,
  budget: Budget,
): Promise<Date | null> {
  const waitMs = budget(chatId);
  if (waitMs > 0) return new Date(hub.now().getTime() + waitMs);
  const keeping = keepRenewing(hub, held);
  const verdict = await deliverMessage(hub, channel, held, messageId).finally(keeping.stop);
  return verdict.next ? null : verdict.again;
}

async function giveBack(held: Held, again: Date): Promise<void> {
  await releaseConversation(held, again);
}

/** The first message that is not through: waiting, or left in the middle by a worker that died. */
function nextToSend({ conversationId }: Held): Promise<MessageRecord | null> {
  return Message.findOne({ conversationId, 'delivery.state': { $in: ['queued', 'sending'] } })
    .sort({ seq: 1 })
    .lean<MessageRecord>()
    .exec();
}

function waitBefore(hub: DeliverTools, { delivery, chatId }: MessageRecord, budget: Budget): number {
  if (delivery?.state === 'sending') return 0;
  const untilRetry = (delivery?.retryAt?.getTime() ?? 0) - hub.now().getTime();
  return untilRetry > 0 ? untilRetry : budget(chatId);
}

/** A lease that has used up a third of its time is renewed before a call whose length nobody knows. */
async function keepLease(hub: DeliverTools, held: Held): Promise<Held | null> {
  const leaseMs = hub.config.OUTBOUND_LEASE_SECONDS * 1000;
  const leftMs = held.leasedUntil.getTime() - hub.now().getTime();
  return leftMs > (leaseMs * 2) / 3 ? held : renewLease(hub, held);
}

/** Renews in the background while the provider takes its time (a large upload). */
function keepRenewing(hub: DeliverTools, held: Held): { stop: () => void } {
  const everyMs = (hub.config.OUTBOUND_LEASE_SECONDS * 1000) / 3;
  const timer = setInterval(() => {
    renewLease(hub, held).catch((error: unknown) => hub.log.warn({ err: error }, 'a lease could not be renewed'));
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}
