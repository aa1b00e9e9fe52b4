import type { DeliveryState } from '../../api/customers/messages.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { changeMessage } from '../../domain/conversation/changes/change-message.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { Message } from '../../domain/timeline/model.ts';
import { visitorSees } from '../../domain/widget/visitor-sees.ts';
import { channelOf, type VisitorTools } from './visitor-tools.ts';

const atOnce = 200;

/**
 * Notes that the visitor has seen everything up to `seq`: the team's messages count as read, and what the team began is a conversation like
 * any other from then on. A mark only rises; null where nothing new was
 * seen, or the conversation is not the visitor's.
 */
export async function markSeenByVisitor(
  hub: VisitorTools,
  visitor: VisitorCaller,
  { conversationId, seq }: { conversationId: string; seq: number },
): Promise<ConversationRecord | null> {
  const conversation = await Conversation.findOneAndUpdate(
    {
      _id: toObjectId(conversationId),
      ...visitorSees(visitor),
      // What is not there yet can't have been seen.
      seq: { $gte: seq },
      $or: [{ customerSeen: { $lt: seq } }, { customerSeen: { $exists: false } }],
    },
    { $set: { customerSeen: seq, changedAt: hub.now() }, $unset: { isProactive: 1 }, $inc: { rev: 1 } },
    { returnDocument: 'after' },
  ).lean<ConversationRecord | null>();
  if (conversation) await raiseDeliveries(hub, visitor, conversation, 'read', seq);
  return conversation;
}

/** Raises the team's messages up to a seq to delivered or read, as a provider's receipt would; what is not sent yet follows once it is. */
export async function raiseDeliveries(
  hub: VisitorTools,
  visitor: Pick<VisitorCaller, 'channelId'>,
  { _id: conversationId, workspaceId, chatId }: Pick<ConversationRecord, '_id' | 'workspaceId' | 'chatId'>,
  state: 'delivered' | 'read',
  upTo: number,
): Promise<void> {
  const below: DeliveryState[] = state === 'read' ? ['sent', 'delivered'] : ['sent'];
  const ours = await Message.find({ workspaceId, conversationId, 'delivery.state': { $in: below }, seq: { $lte: upTo } })
    .sort({ seq: -1 })
    .limit(atOnce)
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  if (ours.length === 0) return;
  const channel = await channelOf(hub, visitor);
  const at = hub.now();
  for (const { _id } of ours) await changeMessage(hub, channel, _id, { type: 'receipt', chatId, externalIds: [], state, at });
}
