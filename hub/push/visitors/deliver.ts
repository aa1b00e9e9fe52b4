import type { Hub } from '../../core/parts/hub.ts';
import { randomToken, type ObjectId } from '../../core/ids.ts';
import { pushLifeMs } from '../../domain/push/enqueue.ts';
import { getPushKeys } from '../../domain/push/keys.ts';
import { VisitorPush, VisitorPushSend, type VisitorPushRecord, type VisitorPushSendRecord } from '../../domain/push/visitors/model.ts';
import { backoff } from '../backoff.ts';
import { postPush } from '../post.ts';
import { isIdentityLive, renderVisitorPush } from './render.ts';

export type VisitorDeliverTools = Pick<Hub, 'baseUrl' | 'config' | 'log' | 'now' | 'secrets' | 'widgets'>;

/** Longer than one push may take. */
const leaseMs = 30_000;

/** Tells a visitor's browser of an answer that is due; does nothing where another worker is at it, or it is done. */
export async function deliverVisitorPush(hub: VisitorDeliverTools, sendId: ObjectId): Promise<void> {
  const held = await claim(hub, sendId);
  if (!held) return;
  const left = held.at.getTime() + pushLifeMs - hub.now().getTime();
  const { subscriptionId, workspaceId } = held;
  const subscription = await VisitorPush.findOne({ _id: subscriptionId, workspaceId }).lean<VisitorPushRecord | null>();
  if (!subscription || left <= 0) return finish(held);
  // Renewed meanwhile, or another's by now: what is found out here does not hold for that one.
  const same = { _id: subscriptionId, workspaceId, identityId: subscription.identityId, p256dh: subscription.p256dh };
  if (!(await isIdentityLive(subscription))) {
    await VisitorPush.deleteOne(same);
    return finish(held);
  }
  const payload = await renderVisitorPush(hub, held, subscription);
  if (!payload) return finish(held);

  const outcome = await postPush(hub, subscription, { payload, ttlSeconds: Math.floor(left / 1000), keys: await getPushKeys(hub) });
  const { host } = new URL(subscription.endpoint);
  if (outcome.state === 'later') {
    hub.log.warn({ reason: outcome.reason, host }, "a push service could not take a visitor's push; it is tried again");
    const delay = Math.max(backoff(held.attempts), outcome.retryAfterMs ?? 0);
    return delay < left ? postpone(hub, held, delay) : finish(held);
  }
  if (outcome.state === 'gone') await VisitorPush.deleteOne(same);
  if (outcome.state === 'refused') hub.log.error({ alert: 'push.refused', reason: outcome.reason, host }, 'a push service refused a push');
  await finish(held);
}

async function claim(hub: Pick<Hub, 'now'>, sendId: ObjectId): Promise<VisitorPushSendRecord | null> {
  const now = hub.now();
  return VisitorPushSend.findOneAndUpdate(
    { _id: sendId, dueAt: { $lte: now }, $or: [{ leasedUntil: { $exists: false } }, { leasedUntil: { $lte: now } }] },
    { $set: { leasedUntil: new Date(now.getTime() + leaseMs), token: randomToken(12) } },
    { returnDocument: 'after' },
  ).lean<VisitorPushSendRecord | null>();
}

async function finish({ _id, token = '' }: VisitorPushSendRecord): Promise<void> {
  await VisitorPushSend.updateOne({ _id, token }, { $unset: { dueAt: 1, leasedUntil: 1, token: 1 } });
}

async function postpone(hub: Pick<Hub, 'now'>, { _id, token = '' }: VisitorPushSendRecord, delayMs: number): Promise<void> {
  const dueAt = new Date(hub.now().getTime() + delayMs);
  await VisitorPushSend.updateOne({ _id, token }, { $set: { dueAt }, $inc: { attempts: 1 }, $unset: { leasedUntil: 1, token: 1 } });
}
