import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Agent } from '../agent/model.ts';
import { findEndedSessions } from '../user/session.ts';
import { PushSubscription, type PushSubscriptionRecord } from './model.ts';

const atOnce = 500;

/** Of these subscriptions, those whose session lives and whose seat is open: only they may be told anything. */
export async function keepLive<Kept extends Pick<PushSubscriptionRecord, '_id' | 'agentId' | 'sessionId'>>(
  hub: Pick<Hub, 'now'>,
  subscriptions: readonly Kept[],
): Promise<Kept[]> {
  const [ended, seats] = await Promise.all([
    findEndedSessions(
      hub,
      subscriptions.map(({ sessionId }) => sessionId),
    ),
    Agent.find({ _id: { $in: subscriptions.map(({ agentId }) => agentId) }, isActive: true })
      .select({ _id: 1 })
      .lean<{ _id: ObjectId }[]>(),
  ]);
  const over = new Set(ended.map(String));
  const open = new Set(seats.map(({ _id }) => _id.toHexString()));
  return subscriptions.filter(({ sessionId, agentId }) => !over.has(sessionId.toHexString()) && open.has(agentId.toHexString()));
}

/** Removes the subscriptions of ended sessions and closed seats; for a sweep. Nothing is sent to them meanwhile either. */
export async function removeOrphans(hub: Pick<Hub, 'now'>): Promise<void> {
  for (let after: ObjectId | null = null; ;) {
    const page: PushSubscriptionRecord[] = await PushSubscription.find(after ? { _id: { $gt: after } } : {})
      .sort({ _id: 1 })
      .limit(atOnce)
      .lean<PushSubscriptionRecord[]>();
    const last = page.at(-1);
    if (!last) return;
    const live = new Set((await keepLive(hub, page)).map(({ _id }) => _id.toHexString()));
    const gone = page.filter(({ _id }) => !live.has(_id.toHexString()));
    // With the session it was judged by: it may have been renewed by a new login just now.
    for (const { _id, sessionId } of gone) await PushSubscription.deleteOne({ _id, sessionId });
    after = last._id;
  }
}
