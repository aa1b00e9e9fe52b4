import { sendPriority, type Send } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import type { Delivery } from '../sending/delivery.ts';
import { readRefusal } from '../telegram/refused.ts';
import { createIconFinder, topicState, topicTitle } from './topic-look.ts';

/** A topic is renamed at most so often: renames are messages in the group's budget. */
const renameEveryMs = 60_000;

const findIcon = createIconFinder();

/** Brings a topic's name, icon and open or closed state in line with its conversation. Does nothing for a conversation without a topic. */
export async function deliverTopic(delivery: Delivery, send: Send, conversation: DeskConversation): Promise<void> {
  const { api, parts } = delivery;
  const thread = await parts.records.threads.findByConversation(send.chatId, conversation.id);
  if (thread?.state !== 'open') return;
  const state = topicState(conversation, thread.isSilent);
  const title = topicTitle(conversation);
  if (thread.shownIcon === state && thread.shownTitle === title) return;

  const waitMs = thread.renamedAt ? thread.renamedAt.getTime() + renameEveryMs - parts.now().getTime() : 0;
  const isOpening = (thread.shownIcon === 'closed') !== (state === 'closed');
  if (waitMs > 0 && !isOpening) return again(delivery, send, waitMs);

  try {
    if (thread.shownIcon === 'closed') await harmless(api.reopenForumTopic(send.chatId, thread.threadId));
    const icon = thread.shownIcon === state ? null : await findIcon(api, state);
    await harmless(
      api.editForumTopic(send.chatId, thread.threadId, { name: title, ...(icon === null ? {} : { icon_custom_emoji_id: icon }) }),
    );
    if (state === 'closed') await harmless(api.closeForumTopic(send.chatId, thread.threadId));
  } catch (error) {
    if (readRefusal(error) !== 'topic-lost') throw error;
    return; // made anew when there is something to show in it
  }
  await parts.records.threads.update(send.chatId, conversation.id, { shownTitle: title, shownIcon: state, renamedAt: parts.now() });
}

async function again({ parts }: Delivery, send: Send, waitMs: number): Promise<void> {
  const { id: _id, attempts: _attempts, ...same } = send;
  const dueAt = new Date(parts.now().getTime() + waitMs);
  await parts.records.sends.enqueue([
    { ...same, priority: sendPriority.topicEdit, dueAt, collapseKey: `topic:${send.conversationId ?? ''}` },
  ]);
}

/** A call that changes nothing is a success. */
async function harmless(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (readRefusal(error) !== 'not-modified') throw error;
  }
}
