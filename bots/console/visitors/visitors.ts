import type { Draft } from '../answering/draft.ts';
import { formatPress, noId, type Press } from '../cards/callback-data.ts';
import { pageRow, pressButton, rows, type Keyboard } from '../cards/keyboard.ts';
import type { PressAnswer } from '../cards/press.ts';
import type { PromptRecord } from '../desk-records.ts';
import type { DeskVisitor } from '../desk-views.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { describeDuration, explainRefusal, isRefusal } from '../refusals.ts';
import { say } from '../sending/say.ts';
import { lines, style, type Styled } from '../telegram/entities.ts';
import { readRefusal } from '../telegram/refused.ts';

const pageSize = 5;
/** A question waits a quarter of an hour for its answer. */
const waitMs = 15 * 60_000;
const longestTitle = 60;

/** Who is on the site now, and the first words to one of them. */
export function createVisitors({ desk, records, now }: Parts) {
  async function draw(ctx: AgentContext, page: number): Promise<{ styled: Styled; keyboard: Keyboard }> {
    const { items, total } = await desk.visitors.list(ctx.agent.id, pageSize, page * pageSize);
    const refresh = pressButton(ctx.t('button.refresh'), 'visitorsPage', noId, page);
    if (items.length === 0) return { styled: lines(ctx.t('visitors.empty')), keyboard: [[refresh]] };
    const first = page * pageSize + 1;
    const own = items.map(({ id }, index) => pressButton(ctx.t('button.write-visitor', { place: first + index }), 'visitorWrite', id));
    return {
      styled: lines(
        style('bold', ctx.t('visitors.title', { count: total })),
        ...items.flatMap((visitor, index) => describe(ctx, visitor, first + index)),
      ),
      keyboard: [...rows(own, 3), ...pageRow(page, pageSize, total, (next) => formatPress('visitorsPage', noId, next)), [refresh]],
    };
  }

  function describe(ctx: AgentContext, visitor: DeskVisitor, place: number): string[] {
    const since = describeDuration(ctx.t, now().getTime() - Date.parse(visitor.cameAt));
    const details = [since, visitor.where, ...(visitor.isInChat ? [ctx.t('visitors.in-chat')] : [])].filter(Boolean).join(' · ');
    return [`${place}. ${nameOf(ctx, visitor)} · ${details}`, `    ${shorten(visitor.page.title || visitor.page.url)}`];
  }

  return {
    async show(ctx: AgentContext): Promise<void> {
      const { styled, keyboard } = await draw(ctx, 0);
      await say(ctx, styled, keyboard);
    },

    /** Another page, or the same one anew. */
    async visitorsPage(ctx: AgentContext, { arg }: Press): Promise<PressAnswer> {
      const { styled, keyboard } = await draw(ctx, Number(arg) || 0);
      try {
        await ctx.editMessageText(styled.text, { entities: styled.entities, reply_markup: { inline_keyboard: keyboard } });
        return {};
      } catch (error) {
        if (readRefusal(error) !== 'not-modified') throw error;
        return { text: ctx.t('visitors.unchanged') };
      }
    },

    /** Asks for the first words. */
    async visitorWrite(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      const visitor = await desk.visitors.get(ctx.agent.id, id);
      const threadId = ctx.msg?.is_topic_message ? ctx.msg.message_thread_id : undefined;
      const thread = threadId === undefined ? {} : { threadId };
      const sent = await ctx.reply(ctx.t('visitors.prompt', { name: nameOf(ctx, visitor) }), {
        ...(threadId === undefined ? {} : { message_thread_id: threadId }),
        reply_markup: { force_reply: true, selective: true },
      });
      await records.prompts.add({
        agentId: ctx.agent.id,
        chatId: String(sent.chat.id),
        ...thread,
        messageId: sent.message_id,
        kind: 'visitor',
        awaitsText: true,
        data: { visitor: id },
        expiresAt: new Date(now().getTime() + waitMs),
      });
      return {};
    },

    /** The answer to "what do you want to say?". A refusal is told, and the words stay in the chat. */
    async answer(ctx: AgentContext, prompt: PromptRecord, { text }: Draft): Promise<void> {
      if (text.trim() === '') return void (await say(ctx, ctx.t('visitors.text-only')));
      await records.prompts.take(prompt.id, ctx.agent.id);
      try {
        const { number, contact } = await desk.visitors.write(ctx.agent.id, String(prompt.data['visitor']), text, `console:${prompt.id}`);
        await say(ctx, ctx.t('visitors.written', { number, name: contact.name }));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        await say(ctx, explainRefusal(ctx.t, error, now()));
      }
    },
  };
}

function nameOf(ctx: AgentContext, { name, label }: DeskVisitor): string {
  return name ?? ctx.t('visitors.anonymous', { label });
}

function shorten(text: string): string {
  return text.length > longestTitle ? `${text.slice(0, longestTitle - 1)}…` : text;
}
