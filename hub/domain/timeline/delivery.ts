import type { DeliveryState } from '../../api/customers/messages.ts';
import type { InboundEventOf } from '../../../bots/contract/inbound.ts';
import type { DeliveryRecord } from './model.ts';

const rank: Record<DeliveryState, number> = { queued: 0, sending: 1, unknown: 1, failed: 1, sent: 2, delivered: 3, read: 4 };

/**
 * A delivery after a receipt, or null when the receipt says nothing new: receipts come in any order and a state only rises. One that
 * we hold for failed or unknown did arrive when the provider says so; `failed` counts only before anything better is known.
 */
export function raiseDelivery(
  delivery: DeliveryRecord | undefined,
  receipt: Pick<InboundEventOf<'receipt'>, 'state' | 'reason' | 'detail'>,
): DeliveryRecord | null {
  if (!delivery) return null;
  const { queuedAt, attempts } = delivery;
  if (receipt.state === 'failed') {
    if (rank[delivery.state] > rank.sent || delivery.state === 'failed') return null;
    return {
      state: 'failed',
      attempts,
      queuedAt,
      ...(receipt.reason && { reason: receipt.reason }),
      ...(receipt.detail && { detail: receipt.detail }),
    };
  }
  if (rank[receipt.state] <= rank[delivery.state]) return null;
  return { state: receipt.state, attempts, queuedAt };
}
