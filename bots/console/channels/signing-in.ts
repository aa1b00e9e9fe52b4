import { InputFile } from 'grammy';
import type { Draft } from '../answering/draft.ts';
import type { Press } from '../cards/callback-data.ts';
import { pressButton } from '../cards/keyboard.ts';
import type { PressAnswer } from '../cards/press.ts';
import type { PromptRecord } from '../desk-records.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { explainRefusal, isRefusal } from '../refusals.ts';
import { say } from '../sending/say.ts';
import { readRefusal } from '../telegram/refused.ts';
import { qrPicture } from './qr-picture.ts';

/** Signing a channel's account in: the code to scan as a picture, the code to type as an answer. Private chats only. */
export function createSigningIn({ desk, records, now }: Parts) {
  return {
    /** Shows the code of this moment; the message it stood on before takes it, so that old ones don't pile up. */
    async signInShow(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      const { name, signIn } = await desk.channels.get(ctx.agent.id, id);
      if (signIn?.kind !== 'qr' || ctx.place !== 'private') return { text: ctx.t('channel.sign-in-over'), isAlert: true };
      const picture = new InputFile(qrPicture(signIn.value), 'sign-in.png');
      const caption = ctx.t('channel.qr-caption', { name });
      const reply_markup = { inline_keyboard: [[pressButton(ctx.t('button.newer-qr'), 'signInShow', id)]] };
      if (ctx.msg?.photo) await ctx.editMessageMedia({ type: 'photo', media: picture, caption }, { reply_markup });
      else await ctx.replyWithPhoto(picture, { caption, reply_markup, protect_content: true });
      return {};
    },

    /** False for words that are no reply to the question: a code must not be guessed out of what was meant for a customer. */
    async answerCode(ctx: AgentContext, prompt: PromptRecord, { text, replyToId }: Draft): Promise<boolean> {
      if (replyToId === undefined || text.trim() === '') return false;
      try {
        await desk.channels.answerSignIn(ctx.agent.id, String(prompt.data['channelId']), text.trim());
      } catch (error) {
        if (!isRefusal(error)) throw error;
        await say(ctx, explainRefusal(ctx.t, error, now()));
        return true;
      }
      await records.prompts.take(prompt.id, ctx.agent.id);
      // A code does not stay in the chat; one that can't be deleted is used up all the same.
      await ctx.deleteMessage().catch((error: unknown) => {
        if (readRefusal(error) === 'other') throw error;
      });
      await say(ctx, ctx.t('channel.code-taken'));
      return true;
    },
  };
}
