import type { ThreadRecord } from '../desk-records.ts';
import type { DeskConversation } from '../desk-views.ts';
import { SendRefused } from '../console.ts';
import { seedPlace } from '../cards/post-card.ts';
import type { Delivery, Spot } from '../sending/delivery.ts';
import { readRefusal } from '../telegram/refused.ts';
import { topicTitle } from './topic-look.ts';

/** How long another process that makes the same topic is waited for. */
const recreatingWaitMs = 1000;

/** Runs a task in the conversation's topic: makes the topic when there is none, opens a closed one, and replaces a lost one, once. */
export async function inTopic(
  delivery: Delivery,
  chatId: string,
  conversation: DeskConversation,
  task: (spot: Spot) => Promise<void>,
): Promise<void> {
  const thread = await ensureTopic(delivery, chatId, conversation);
  const spot = { chatId, threadId: thread.threadId };
  try {
    await task(spot);
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal === 'topic-closed') {
      await delivery.api.reopenForumTopic(chatId, thread.threadId);
      await task(spot);
    } else if (refusal === 'topic-lost') {
      delivery.parts.log.warn({ chatId, threadId: thread.threadId, conversationId: conversation.id }, 'topic lost, making a new one');
      const replacement = await ensureTopic(delivery, chatId, conversation, thread.threadId);
      await task({ chatId, threadId: replacement.threadId });
    } else throw error;
  }
}

/** The conversation's topic, made under the desk's lock when there is none (or only the lost one), with its card and last messages. */
export async function ensureTopic(
  delivery: Delivery,
  chatId: string,
  conversation: DeskConversation,
  lostThreadId?: number,
): Promise<ThreadRecord> {
  const { threads } = delivery.parts.records;
  const known = await threads.findByConversation(chatId, conversation.id);
  if (known?.state === 'open' && known.threadId !== lostThreadId) return known;

  const { isWon, thread } = await threads.claim(chatId, conversation.id, lostThreadId);
  if (!isWon && thread.state === 'open') return thread;
  if (!isWon) throw new SendRefused({ outcome: 'retry', retryAfterMs: recreatingWaitMs, isFlood: false }, 'the topic is being made');

  const title = topicTitle(conversation);
  const topic = await delivery.api.createForumTopic(chatId, title, { icon_color: 0x6fb9f0 });
  const opened = await threads.open(chatId, conversation.id, topic.message_thread_id);
  await threads.update(chatId, conversation.id, { shownTitle: title, shownIcon: 'unassigned', renamedAt: delivery.parts.now() });
  // An empty topic is invisible to some apps, so the card goes in at once.
  await seedPlace(delivery, { chatId, threadId: opened.threadId }, conversation, { isPinned: true });
  return opened;
}
