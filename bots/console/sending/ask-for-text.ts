import type { PromptRecord } from '../desk-records.ts';
import type { AgentContext, Parts } from '../parts.ts';

/** A question waits a quarter of an hour for its answer. */
const waitMs = 15 * 60_000;

/** Asks the agent for words: the next message without another target, or a reply to the question, is the answer. */
export async function askForText(
  { records, now }: Parts,
  ctx: AgentContext,
  kind: PromptRecord['kind'],
  conversationId: string,
  question: string,
): Promise<void> {
  const threadId = ctx.msg?.is_topic_message ? ctx.msg.message_thread_id : undefined;
  const thread = threadId === undefined ? {} : { threadId };
  const sent = await ctx.reply(question, {
    ...(threadId === undefined ? {} : { message_thread_id: threadId }),
    // selective: only the asked agent's app opens the reply field in a group.
    reply_markup: { force_reply: true, selective: true },
  });
  const chatId = String(sent.chat.id);
  const at = { agentId: ctx.agent.id, chatId, ...thread };
  await records.prompts.add({
    ...at,
    messageId: sent.message_id,
    kind,
    awaitsText: true,
    conversationId,
    data: {},
    expiresAt: new Date(now().getTime() + waitMs),
  });
  await records.links.add([
    { chatId, ...thread, messageId: sent.message_id, conversationId, hubMessageId: null, seq: 0, part: 0, kind: 'prompt' },
  ]);
}
