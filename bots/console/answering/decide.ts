import type { Press } from '../cards/callback-data.ts';
import type { PromptRecord } from '../desk-records.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { settleMessage, type PressAnswer } from '../cards/press.ts';
import { readHeld } from './hold-draft.ts';
import { submitDraft, type Decision } from './submit-draft.ts';

/** The agent's decisions about messages that were held back, and Retry. */
export function createDeciding(parts: Parts) {
  const { desk, records } = parts;

  async function release(
    ctx: AgentContext,
    { id }: Press,
    key: string,
    decision: Decision,
    target?: (prompt: PromptRecord) => string | undefined,
  ): Promise<PressAnswer> {
    const prompt = await records.prompts.take(id, ctx.agent.id);
    const conversationId = prompt && (target ? target(prompt) : prompt.conversationId);
    if (!prompt || !conversationId) return { text: ctx.t('press.outdated') };
    const { draft } = readHeld(prompt);
    await settleMessage(ctx, ctx.t(key));
    await submitDraft(parts, ctx.agent, conversationId, draft, decision);
    return {};
  }

  return {
    sendAnyway: (ctx: AgentContext, press: Press) => release(ctx, press, 'hold.sent', { force: true }),
    asNote: (ctx: AgentContext, press: Press) => release(ctx, press, 'hold.noted', { asNote: true }),
    correction: (ctx: AgentContext, press: Press) => release(ctx, press, 'hold.sent', { isCorrection: true }),
    sendTo: (ctx: AgentContext, press: Press) =>
      release(ctx, press, 'hold.chosen', {}, (prompt) => readHeld(prompt).choices[Number(press.arg)]),

    async discard(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      await records.prompts.take(id, ctx.agent.id);
      await settleMessage(ctx, ctx.t('hold.discarded'));
      return {};
    },

    async retry(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      await desk.messages.retry(ctx.agent.id, id);
      const pressed = ctx.msg;
      if (pressed) await records.links.remove(String(pressed.chat.id), pressed.message_id);
      await settleMessage(ctx, ctx.t('hold.retrying'));
      return {};
    },

    /** /del as a reply to an own message. */
    async deleteByCommand(ctx: AgentContext): Promise<void> {
      const answered = ctx.msg?.reply_to_message?.message_id;
      const link = answered === undefined ? null : await records.links.find(String(ctx.chat?.id ?? ''), answered);
      if (!link?.hubMessageId || (link.kind !== 'own' && link.kind !== 'note' && link.kind !== 'relay')) {
        await ctx.reply(ctx.t('delete.reply-first'), inSameThread(ctx));
        return;
      }
      await desk.messages.delete(ctx.agent.id, link.hubMessageId);
      await ctx.reply(ctx.t(link.kind === 'note' ? 'delete.note-done' : 'delete.done'), inSameThread(ctx));
    },
  };
}

function inSameThread(ctx: AgentContext): { message_thread_id?: number } {
  const threadId = ctx.msg?.is_topic_message ? ctx.msg.message_thread_id : undefined;
  return threadId === undefined ? {} : { message_thread_id: threadId };
}
