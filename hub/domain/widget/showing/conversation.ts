import type { VisitorConversation } from '../../../api/widget/views.ts';
import type { ObjectId } from '../../../core/ids.ts';
import type { KnownWidget } from '../../../core/widget/known-widgets.ts';
import type { ConversationRecord } from '../../conversation/model.ts';
import { Message } from '../../timeline/model.ts';
import { shownUpTo } from '../visitor-sees.ts';
import { memberOf, type ShowTools } from './team.ts';

/** Conversations as their customer sees them, in their order; one database call for all of them. */
export async function showConversations(
  hub: ShowTools,
  widget: KnownWidget,
  conversations: readonly ConversationRecord[],
): Promise<VisitorConversation[]> {
  const unread = await countUnread(conversations);
  return conversations.map((conversation) => showCounted(hub, widget, conversation, unread.get(conversation._id.toHexString()) ?? 0));
}

/** One of them. */
export async function showOneConversation(
  hub: ShowTools,
  widget: KnownWidget,
  conversation: ConversationRecord,
): Promise<VisitorConversation> {
  const unread = await countUnread([conversation]);
  return showCounted(hub, widget, conversation, unread.get(conversation._id.toHexString()) ?? 0);
}

/** One of them, where the unread messages were counted already. */
export function showCounted(hub: ShowTools, widget: KnownWidget, conversation: ConversationRecord, unread: number): VisitorConversation {
  const { status, closedAt, rating, carriedOn } = conversation;
  const seq = shownUpTo(conversation);
  const isRated = rating !== undefined && closedAt !== null && rating.closedAt.getTime() === closedAt.getTime();
  return {
    id: conversation._id.toHexString(),
    status: status === 'closed' ? 'closed' : 'open',
    assignee: memberOf(hub, widget, conversation.assigneeId?.toHexString() ?? null),
    preview: carriedOn?.preview ?? conversation.preview,
    lastMessageAt: (carriedOn?.lastMessageAt ?? conversation.lastMessageAt).toISOString(),
    unread: carriedOn ? 0 : Math.min(unread, countedUpTo),
    seenByTeam: conversation.unread === 0 ? seq : Math.min(seq, Math.max(conversation.seenSeq ?? 0, conversation.lastReply?.seq ?? 0)),
    seen: conversation.customerSeen ?? 0,
    seq,
    rev: conversation.rev,
    isProactive: conversation.isProactive === true,
    carriedOnTo: carriedOn ? { provider: carriedOn.provider, url: carriedOn.url } : null,
    rating: { score: rating?.score ?? null, isAsked: widget.settings.rating.isOn && status === 'closed' && !isRated && !carriedOn },
  };
}

const countedUpTo = 100;

/** Messages of the team above what the customer has seen; by index of the timeline, and few. */
async function countUnread(conversations: readonly ConversationRecord[]): Promise<Map<string, number>> {
  const unseen = conversations.filter(({ seq, customerSeen = 0, carriedOn }) => seq > customerSeen && !carriedOn);
  if (unseen.length === 0) return new Map();
  const found = await Message.aggregate<{ _id: ObjectId; unread: number }>([
    {
      $match: {
        $or: unseen.map(({ _id, customerSeen = 0 }) => ({ conversationId: _id, seq: { $gt: customerSeen } })),
        direction: 'out',
        kind: 'text',
        deletedAt: { $exists: false },
      },
    },
    { $group: { _id: '$conversationId', unread: { $sum: 1 } } },
  ]);
  return new Map(found.map(({ _id, unread }) => [_id.toHexString(), unread]));
}
