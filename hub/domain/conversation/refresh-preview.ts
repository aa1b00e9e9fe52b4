import type { MessageRecord } from '../timeline/model.ts';
import { Conversation, type ConversationRecord } from './model.ts';
import { previewOf } from './preview.ts';

/** Shows a changed message's new words in lists where it is the last one. */
export async function refreshPreview(conversation: ConversationRecord, message: MessageRecord): Promise<ConversationRecord> {
  if (conversation.previewSeq !== message.seq) return conversation;
  const preview = message.deletedAt ? '[deleted]' : previewOf(message);
  if (preview === conversation.preview) return conversation;
  const head = await Conversation.findOneAndUpdate(
    { _id: conversation._id, previewSeq: message.seq },
    { $set: { preview, changedAt: message.updatedAt }, $inc: { rev: 1 } },
    { returnDocument: 'after' },
  ).lean<ConversationRecord>();
  return head ?? conversation;
}
