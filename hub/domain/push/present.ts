import type { PushSubscriptionView } from '../../api/team/push.ts';
import type { ObjectId } from '../../core/ids.ts';
import { describeDevice } from './device.ts';
import type { PushSubscriptionRecord } from './model.ts';

/** A subscription as its agent reads it; the endpoint never leaves the hub. */
export function presentPushSubscription(subscription: PushSubscriptionRecord, sessionId: ObjectId | null): PushSubscriptionView {
  return {
    id: subscription._id.toHexString(),
    device: describeDevice(subscription.userAgent),
    isCurrent: sessionId !== null && subscription.sessionId.equals(sessionId),
    createdAt: subscription.createdAt.toISOString(),
    lastUsedAt: subscription.lastUsedAt?.toISOString() ?? null,
    problem: subscription.problem,
  };
}
