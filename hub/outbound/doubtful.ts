import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import type { DeliverTools } from './deliver.ts';

/**
 * A message that another worker was sending when it died: it may have gone out. Where the provider recognises a repeat it is sent
 * again; elsewhere it becomes `unknown`, and only a person sends it again.
 */
export async function markDoubtful(hub: DeliverTools, channel: ConnectedChannel, message: MessageRecord): Promise<void> {
  const { delivery } = message;
  if (!delivery) return;
  const at = hub.now();
  const { attempts, queuedAt, token } = delivery;
  const isSafe = channel.kind.abilities.idempotentSend;
  const judged = await Message.findOneAndUpdate(
    { _id: message._id, 'delivery.state': 'sending', ...(token !== undefined && { 'delivery.token': token }) },
    {
      $set: {
        delivery: { state: isSafe ? 'queued' : 'unknown', attempts, queuedAt, ...(!isSafe && { reason: 'no-answer' }) },
        updatedAt: at,
        unannouncedAt: at,
      },
      $addToSet: { unannounced: 'delivery' },
      $inc: { rev: 1 },
    },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
  const conversation = judged && (await Conversation.findOne({ _id: judged.conversationId }).lean<ConversationRecord>());
  if (judged && conversation) tellMessage(hub, judged, conversation, ['delivery']);
}
