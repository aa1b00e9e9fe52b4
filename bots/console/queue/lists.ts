import { formatPress, noId, type Press, type Verb } from '../cards/callback-data.ts';
import { pageRow, pressButton, rows, type Keyboard } from '../cards/keyboard.ts';
import { renderListLine } from '../cards/render-card.ts';
import type { DeskConversationPage } from '../desk-views.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { readRefusal } from '../telegram/refused.ts';
import { say } from '../sending/say.ts';
import { lines, style, type Styled } from '../telegram/entities.ts';

const pageSize = 5;

/** The queue and the agent's own conversations as pages with buttons. */
export function createLists({ desk, now }: Parts) {
  const sources = {
    queuePage: {
      load: (agentId: string, offset: number) => desk.conversations.queue(agentId, pageSize, offset),
      key: 'queue',
      verb: 'take',
    },
    minePage: { load: (agentId: string, offset: number) => desk.conversations.mine(agentId, pageSize, offset), key: 'mine', verb: 'open' },
  } as const;

  async function draw(ctx: AgentContext, list: keyof typeof sources, page: number): Promise<{ styled: Styled; keyboard: Keyboard }> {
    const { load, key, verb } = sources[list];
    const found = await load(ctx.agent.id, page * pageSize);
    return { styled: words(ctx, key, found), keyboard: buttons(ctx, list, verb, page, found) };
  }

  function words(ctx: AgentContext, key: string, { items, total }: DeskConversationPage): Styled {
    if (items.length === 0) return lines(ctx.t(`${key}.empty`));
    return lines(style('bold', ctx.t(`${key}.title`, { count: total })), ...items.map((item) => renderListLine(ctx.t, item, now())));
  }

  function buttons(
    ctx: AgentContext,
    list: 'queuePage' | 'minePage',
    verb: Verb,
    page: number,
    { items, total }: DeskConversationPage,
  ): Keyboard {
    const label = verb === 'take' ? 'button.take-number' : 'button.open-number';
    const own = items.map(({ id, number }) => pressButton(ctx.t(label, { number }), verb, id));
    return [...rows(own, 3), ...pageRow(page, pageSize, total, (next) => formatPress(list, noId, next))];
  }

  async function turn(ctx: AgentContext, list: keyof typeof sources, { arg }: Press): Promise<void> {
    const { styled, keyboard } = await draw(ctx, list, Number(arg) || 0);
    try {
      await ctx.editMessageText(styled.text, { entities: styled.entities, reply_markup: { inline_keyboard: keyboard } });
    } catch (error) {
      if (readRefusal(error) !== 'not-modified') throw error;
    }
  }

  async function show(ctx: AgentContext, list: keyof typeof sources): Promise<void> {
    const { styled, keyboard } = await draw(ctx, list, 0);
    await say(ctx, styled, keyboard);
  }

  return {
    queuePage: (ctx: AgentContext, press: Press) => turn(ctx, 'queuePage', press),
    minePage: (ctx: AgentContext, press: Press) => turn(ctx, 'minePage', press),
    showQueue: (ctx: AgentContext) => show(ctx, 'queuePage'),
    showMine: (ctx: AgentContext) => show(ctx, 'minePage'),
  };
}
