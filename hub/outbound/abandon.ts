import type { Hub } from '../core/parts/hub.ts';
import type { DeliveryState } from '../api/customers/messages.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { Message } from '../domain/timeline/model.ts';
import type { Held } from './work.ts';

/**
 * Ends what a removed channel had left to send: what waits has failed, what a dead worker left in the middle is not known, and no
 * sweep looks for it any more. The changes are told by the sweep.
 */
export async function abandonConversation(hub: Pick<Hub, 'now'>, held: Held): Promise<void> {
  await end(hub, held, 'queued', 'failed');
  await end(hub, held, 'sending', 'unknown');
  await Conversation.updateOne(
    { _id: held.conversationId, 'outbound.token': held.token },
    { $unset: { 'outbound.dueAt': 1, 'outbound.leasedUntil': 1, 'outbound.token': 1 } },
  );
}

async function end(hub: Pick<Hub, 'now'>, { conversationId }: Held, from: DeliveryState, to: DeliveryState): Promise<void> {
  const at = hub.now();
  const words = { 'delivery.reason': 'account-restricted', 'delivery.detail': 'The channel was removed' };
  await Message.updateMany(
    { conversationId, 'delivery.state': from },
    {
      $set: { 'delivery.state': to, ...words, updatedAt: at, unannouncedAt: at },
      $addToSet: { unannounced: 'delivery' },
      $inc: { rev: 1 },
    },
  );
}
