import type { Hub } from '../core/parts/hub.ts';
import type { ObjectId } from '../core/ids.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { previewOf } from '../domain/conversation/preview.ts';
import { safetyNetMs } from '../domain/conversation/sending/safety-net.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';

/**
 * A reply gets its place, and lists show it, a moment before it is stored; a crash in that moment leaves a preview of words that
 * nobody sent. Whoever finds work announced but none there puts the newest stored message in its place. False where it may be just
 * about to be stored: then it is to be looked at once more.
 */
export async function repairHead(hub: Pick<Hub, 'now' | 'log'>, conversationId: ObjectId): Promise<boolean> {
  const conversation = await Conversation.findOne({ _id: conversationId }).lean<ConversationRecord>();
  if (!conversation || (await Message.exists({ conversationId, seq: conversation.previewSeq }))) return true;
  if (hub.now().getTime() - conversation.lastMessageAt.getTime() < safetyNetMs) return false;
  const stored = { conversationId, kind: 'text' as const };
  const newest = await Message.findOne(stored).sort({ seq: -1 }).lean<MessageRecord>();
  if (!newest) return true;
  const reply = await Message.findOne({ ...stored, direction: 'out' })
    .sort({ seq: -1 })
    .lean<MessageRecord>();
  const unanswered = { ...stored, direction: 'in' as const, seq: { $gt: Math.max(reply?.seq ?? 0, conversation.seenSeq ?? 0) } };
  const [firstUnanswered] = await Message.find(unanswered).sort({ seq: 1 }).limit(1).lean<MessageRecord[]>();
  await Conversation.updateOne(
    { _id: conversationId, previewSeq: conversation.previewSeq },
    {
      $set: {
        changedAt: hub.now(),
        preview: previewOf(newest),
        previewSeq: newest.seq,
        lastAuthor: newest.author.type,
        lastMessageAt: newest.createdAt,
        lastReply: reply && { seq: reply.seq, by: reply.author.id },
        unread: await Message.countDocuments(unanswered),
        waitingSince: firstUnanswered?.createdAt ?? null,
      },
      $inc: { rev: 1 },
    },
  );
  hub.log.info({ conversationId: conversationId.toHexString() }, 'a reply was never stored; the list shows the last message again');
  return true;
}
