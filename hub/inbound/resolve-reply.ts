import type { Hub } from '../core/hub.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';

/** Links a reply to our message it answers, and a button press to its payload, once both are stored; one that answers something we never saw keeps only the quoted text. */
export async function resolveReply(_hub: Pick<Hub, 'now'>, message: MessageRecord): Promise<void> {
  const { replyTo, channelId, chatId } = message;
  if (!replyTo?.externalId || replyTo.messageId) return;
  const target = await Message.findOne({ channelId, chatId, 'parts.externalId': replyTo.externalId }).lean<MessageRecord>();
  if (!target) return;
  const text = replyTo.text ?? target.text.slice(0, 300);
  await Message.updateOne({ _id: message._id }, { $set: { replyTo: { messageId: target._id, externalId: replyTo.externalId, ...(text && { text }) } } });
}
