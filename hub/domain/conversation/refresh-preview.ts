import type { MessageRecord } from '../timeline/model.ts';
import { Conversation, type ConversationRecord } from './model.ts';
import { previewOf } from './preview.ts';

/** Shows a changed message's new words in lists where it is the last one, or has become it since the conversation was read. */
export async function refreshPreview(conversation: ConversationRecord, message: MessageRecord): Promise<ConversationRecord> {
  // A note is no list's preview, however late it was written.
  if (message.kind !== 'text' || conversation.previewSeq > message.seq) return conversation;
  const preview = message.deletedAt ? '[deleted]' : previewOf(message);
  if (conversation.previewSeq === message.seq && preview === conversation.preview) return conversation;
  const head = await Conversation.findOneAndUpdate(
    { _id: conversation._id, previewSeq: message.seq, preview: { $ne: preview } },
    { $set: { preview, changedAt: message.updatedAt }, $inc: { rev: 1 } },
    { returnDocument: 'after' },
  ).lean<ConversationRecord>();
  return head ?? conversation;
}
