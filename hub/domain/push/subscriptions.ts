import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { hashToken, type ObjectId } from '../../core/ids.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { getOwnAgent } from '../agent/get-agent.ts';
import { checkEndpoint, checkKeys } from './check-target.ts';
import { PushSubscription, type PushSubscriptionRecord } from './model.ts';

/** The most browsers one seat has: the oldest make room. */
const most = 20;

/** What a browser gives. */
export interface NewSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  userAgent: string;
  sessionId: ObjectId;
}

/**
 * Sends the actor's pushes to a browser from now on; the same browser again renews keys and session. Whoever else had signed in on
 * that browser gets none there any more. Throws agent.unknown, push-subscription.endpoint-refused, push-subscription.keys-invalid.
 */
export async function subscribe(
  hub: Pick<Hub, 'config' | 'now'>,
  actor: Actor,
  { endpoint, keys, userAgent, sessionId }: NewSubscription,
): Promise<PushSubscriptionRecord> {
  checkEndpoint(hub.config, endpoint);
  checkKeys(keys);
  const { _id: agentId, userId, workspaceId } = await getOwnAgent(actor);
  const endpointHash = hashToken(endpoint);
  await PushSubscription.deleteMany({ endpointHash, userId: { $ne: userId } });

  const fresh = { p256dh: keys.p256dh, auth: keys.auth, userAgent, sessionId, problem: null };
  const _id = naturalId('push-subscription', agentId.toHexString(), endpoint);
  const values = { ...fresh, _id, workspaceId, agentId, userId, endpoint, endpointHash, createdAt: hub.now(), lastUsedAt: null };
  const { doc, created } = await insertOnce(PushSubscription, values);
  if (created) await makeRoom(agentId, workspaceId);
  else await PushSubscription.updateOne({ _id, workspaceId }, { $set: fresh });
  return { ...doc.toObject(), ...fresh };
}

/** The actor's subscriptions, newest first. Throws agent.unknown for a caller without a seat. */
export async function listSubscriptions(actor: Actor): Promise<PushSubscriptionRecord[]> {
  const { _id: agentId, workspaceId } = await getOwnAgent(actor);
  return PushSubscription.find({ workspaceId, agentId }).sort({ createdAt: -1, _id: -1 }).limit(most).lean<PushSubscriptionRecord[]>();
}

/** Sends no more pushes to one of the actor's browsers. Throws agent.unknown, push-subscription.unknown. */
export async function unsubscribe(actor: Actor, subscriptionId: ObjectId): Promise<void> {
  const { _id: agentId, workspaceId } = await getOwnAgent(actor);
  const { deletedCount } = await PushSubscription.deleteOne({ _id: subscriptionId, workspaceId, agentId });
  if (deletedCount === 0) throw new HubError('push-subscription.unknown');
}

async function makeRoom(agentId: ObjectId, workspaceId: ObjectId): Promise<void> {
  const all = await PushSubscription.find({ workspaceId, agentId })
    .sort({ createdAt: -1, _id: -1 })
    .limit(2 * most)
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  const tooMany = all.slice(most).map(({ _id }) => _id);
  if (tooMany.length > 0) await PushSubscription.deleteMany({ _id: { $in: tooMany } });
}
