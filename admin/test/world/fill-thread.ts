import { ObjectId } from '../../../hub/core/ids.ts';
import { Conversation } from '../../../hub/domain/conversation/model.ts';
import { Message, type MessageRecord } from '../../../hub/domain/timeline/model.ts';

/**
 * Makes a conversation of the world one of so many messages, "message <n> of <total>" from the second on, a minute apart; returns the newest
 * one's place. Written straight into the database, since coming in by the channel is not what is tried with them.
 */
export async function fillThread(conversationId: string, total: number): Promise<number> {
  const conversation = await Conversation.findById(conversationId).lean();
  const sample = await Message.findOne({ conversationId: new ObjectId(conversationId), direction: 'in' }).lean<MessageRecord>();
  if (!conversation || !sample) throw new Error('the conversation has no message');
  const start = Date.now() - total * 60_000;
  const made = Array.from({ length: total - 1 }, (_, index): MessageRecord => {
    const n = index + 2;
    const at = new Date(start + n * 60_000);
    return {
      ...sample,
      _id: new ObjectId(),
      seq: conversation.seq + n - 1,
      text: longText(n, total),
      externalId: `long-${n}`,
      sentAt: at,
      createdAt: at,
      updatedAt: at,
      terms: [],
    };
  });
  for (let from = 0; from < made.length; from += 500) await Message.collection.insertMany(made.slice(from, from + 500));
  const last = made.at(-1);
  await Conversation.updateOne(
    { _id: conversation._id },
    { $set: { seq: last?.seq, preview: last?.text, previewSeq: last?.seq, unread: 0 }, $inc: { rev: 1 } },
  );
  return last?.seq ?? 0;
}

/** What message n of a long thread says: of many heights, which only drawing tells. */
export function longText(n: number, total: number): string {
  return `message ${n} of ${total}${n % 6 === 3 ? ' and more to say of it'.repeat(n % 23) : ''}`;
}
