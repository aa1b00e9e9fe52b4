import type { Hub } from '../core/parts/hub.ts';
import { randomToken, type ObjectId } from '../core/ids.ts';
import { pushLifeMs } from '../domain/push/enqueue.ts';
import { getPushKeys } from '../domain/push/keys.ts';
import { PushSend, PushSubscription, type PushSendRecord, type PushSubscriptionRecord } from '../domain/push/model.ts';
import { keepLive } from '../domain/push/tidy.ts';
import { backoff } from './backoff.ts';
import { postPush, type OutgoingPush } from './post.ts';
import { renderPush } from './render.ts';

export type DeliverTools = Pick<Hub, 'baseUrl' | 'config' | 'log' | 'now' | 'secrets'>;

/** Longer than one push may take to all of an agent's browsers, which get it side by side. */
const leaseMs = 30_000;
const waitMs = 1000;

/** Tells an agent's browsers what is due; does nothing where another worker is at it, or it is done. */
export async function deliverPush(hub: DeliverTools, sendId: ObjectId): Promise<void> {
  const held = await claim(hub, sendId);
  if (!held) return;
  const left = held.at.getTime() + pushLifeMs - hub.now().getTime();
  if (left <= 0) return giveUp(held);
  const payload = await renderPush(held, hub.now());
  if (payload === null) return finish(held);
  if (payload === 'wait') return postpone(hub, held, waitMs);

  const subscriptions = await PushSubscription.find({ _id: { $in: held.subscriptionIds }, agentId: held.agentId }).lean<
    PushSubscriptionRecord[]
  >();
  const live = await keepLive(hub, subscriptions);
  const outgoing = { payload, ttlSeconds: Math.floor(left / 1000), keys: await getPushKeys(hub) };
  const waits = (await Promise.all(live.map((each) => tell(hub, held, each, outgoing)))).filter((wait) => wait !== null);
  if (waits.length === 0) return finish(held);

  const delay = Math.max(backoff(held.attempts), ...waits);
  if (delay >= left) return giveUp(held);
  await postpone(hub, held, delay);
}

/** One browser: null when that is settled, else the milliseconds its push service wants to be left alone for. */
async function tell(
  hub: DeliverTools,
  held: PushSendRecord,
  subscription: PushSubscriptionRecord,
  outgoing: OutgoingPush,
): Promise<number | null> {
  const outcome = await postPush(hub, subscription, outgoing);
  const { _id, endpoint } = subscription;
  const { host } = new URL(endpoint);
  if (outcome.state === 'later') {
    hub.log.warn({ reason: outcome.reason, host }, 'a push service could not take a push; it is tried again');
    return outcome.retryAfterMs ?? 0;
  }
  // Renewed meanwhile: what was said of the former keys does not hold for the new ones.
  const same = { _id, p256dh: subscription.p256dh };
  if (outcome.state === 'taken') await PushSubscription.updateOne(same, { $set: { lastUsedAt: hub.now(), problem: null } });
  if (outcome.state === 'gone') await PushSubscription.deleteOne(same);
  if (outcome.state === 'refused') {
    hub.log.error({ alert: 'push.refused', reason: outcome.reason, host }, 'a push service refused a push');
    await PushSubscription.updateOne(same, { $set: { problem: 'refused' } });
  }
  await PushSend.updateOne(heldBy(held), { $pull: { subscriptionIds: _id } });
  return null;
}

async function claim(hub: Pick<Hub, 'now'>, sendId: ObjectId): Promise<PushSendRecord | null> {
  const now = hub.now();
  return PushSend.findOneAndUpdate(
    { _id: sendId, dueAt: { $lte: now }, $or: [{ leasedUntil: { $exists: false } }, { leasedUntil: { $lte: now } }] },
    { $set: { leasedUntil: new Date(now.getTime() + leaseMs), token: randomToken(12) } },
    { returnDocument: 'after' },
  ).lean<PushSendRecord | null>();
}

async function finish(held: PushSendRecord): Promise<void> {
  await PushSend.updateOne(heldBy(held), { $unset: { dueAt: 1, leasedUntil: 1, token: 1 } });
}

/** Too late to be of use: the browsers that did not get it are marked. */
async function giveUp(held: PushSendRecord): Promise<void> {
  const { subscriptionIds, agentId } = held;
  await PushSubscription.updateMany({ _id: { $in: subscriptionIds }, agentId, problem: null }, { $set: { problem: 'unreachable' } });
  await finish(held);
}

async function postpone(hub: Pick<Hub, 'now'>, held: PushSendRecord, delayMs: number): Promise<void> {
  const dueAt = new Date(hub.now().getTime() + delayMs);
  await PushSend.updateOne(heldBy(held), { $set: { dueAt }, $inc: { attempts: 1 }, $unset: { leasedUntil: 1, token: 1 } });
}

function heldBy({ _id, token = '' }: PushSendRecord): { _id: ObjectId; token: string } {
  return { _id, token };
}
