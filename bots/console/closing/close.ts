import type { Press } from '../cards/callback-data.ts';
import { pressButton } from '../cards/keyboard.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { settleMessage, type PressAnswer } from '../cards/press.ts';
import { say } from '../sending/say.ts';

/** How long Undo works after closing. */
const undoMs = 30_000;

/** Closing with Undo, and opening again. */
export function createClosing({ desk, now }: Parts) {
  async function closeAndOfferUndo(ctx: AgentContext, conversationId: string): Promise<void> {
    const { number } = await desk.conversations.close(ctx.agent.id, conversationId);
    const until = Math.floor((now().getTime() + undoMs) / 1000);
    await say(ctx, ctx.t('close.done', { number }), [[pressButton(ctx.t('button.undo'), 'undoClose', conversationId, until)]]);
  }

  return {
    closeAndOfferUndo,

    async close(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      await closeAndOfferUndo(ctx, id);
      return {};
    },

    async undoClose(ctx: AgentContext, { id, arg }: Press): Promise<PressAnswer> {
      if (now().getTime() > Number(arg) * 1000) {
        await ctx.editMessageReplyMarkup();
        return { text: ctx.t('close.too-late'), isAlert: true };
      }
      const { number } = await desk.conversations.reopen(ctx.agent.id, id);
      await settleMessage(ctx, ctx.t('close.undone', { number }));
      return {};
    },

    async reopen(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      const { number } = await desk.conversations.reopen(ctx.agent.id, id);
      return { text: ctx.t('close.reopened', { number }) };
    },

    async reopenByCommand(ctx: AgentContext, conversationId: string): Promise<void> {
      const { number } = await desk.conversations.reopen(ctx.agent.id, conversationId);
      await say(ctx, ctx.t('close.reopened', { number }));
    },
  };
}
