import type { Press } from '../cards/callback-data.ts';
import { cardKeyboard, pressButton } from '../cards/keyboard.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { swapKeyboard, type PressAnswer } from '../cards/press.ts';
import { findTaken } from '../refusals.ts';
import { say } from '../sending/say.ts';

/** Taking, taking over and giving back. The desk's take is the lock; here is only what is said. */
export function createTaking({ desk }: Parts) {
  async function take(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
    try {
      await desk.conversations.take(ctx.agent.id, id);
      return { text: ctx.t('take.yours') };
    } catch (error) {
      const taken = findTaken(error);
      if (!taken || !ctx.agent.permissions.includes('conversation.take-over')) throw error;
      await offerTakeOver(ctx, id, taken.assigneeName);
      throw error;
    }
  }

  return {
    take,

    async takeOver(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      await desk.conversations.take(ctx.agent.id, id, { takeOver: true });
      await ctx.editMessageReplyMarkup();
      return { text: ctx.t('take.yours') };
    },

    async release(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      const conversation = await desk.conversations.assign(ctx.agent.id, id, { agentId: null });
      await swapKeyboard(ctx, cardKeyboard(ctx.t, conversation));
      return { text: ctx.t('take.released') };
    },

    /** /take: the same in words. */
    async takeByCommand(ctx: AgentContext, conversationId: string): Promise<void> {
      try {
        const { number } = await desk.conversations.take(ctx.agent.id, conversationId);
        await say(ctx, ctx.t('take.done', { number }));
      } catch (error) {
        const taken = findTaken(error);
        if (!taken || !ctx.agent.permissions.includes('conversation.take-over')) throw error;
        await offerTakeOver(ctx, conversationId, taken.assigneeName);
      }
    },
  };

  async function offerTakeOver(ctx: AgentContext, conversationId: string, name: string): Promise<void> {
    await say(ctx, ctx.t('take.over-question', { name }), [[pressButton(ctx.t('button.take-over'), 'takeOver', conversationId)]]);
  }
}
