import type { Send } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import type { Delivery } from '../sending/delivery.ts';
import { readRefusal } from '../telegram/refused.ts';

/** Deletes the topic of a conversation that is still closed; the history stays in the hub, and a new topic comes when the customer writes. */
export async function deleteTopic({ api, parts }: Delivery, { chatId }: Send, { id, status }: DeskConversation): Promise<void> {
  const thread = await parts.records.threads.findByConversation(chatId, id);
  if (thread?.state !== 'open' || status !== 'closed') return;
  try {
    await api.deleteForumTopic(chatId, thread.threadId);
  } catch (error) {
    if (readRefusal(error) !== 'topic-lost') throw error;
  }
  await parts.records.threads.remove(chatId, id);
}
