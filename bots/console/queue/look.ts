import type { Press } from '../cards/callback-data.ts';
import { cardKeyboard } from '../cards/keyboard.ts';
import { renderCard } from '../cards/render-card.ts';
import { renderRelay } from '../relay/render-relay.ts';
import type { AgentContext, Parts } from '../parts.ts';
import type { PressAnswer } from '../cards/press.ts';
import { say } from '../sending/say.ts';
import { lines, splitStyled, style } from '../telegram/entities.ts';

const historyLength = 10;

/** Looking at one conversation, and choosing the one that plain messages go to. */
export function createLooking({ desk, records }: Parts) {
  /** The card of a conversation, once more, as a message that can be replied to. */
  async function showInfo(ctx: AgentContext, conversationId: string): Promise<void> {
    const conversation = await desk.conversations.get(ctx.agent.id, conversationId);
    const { t, language } = ctx;
    const card = renderCard(t, { conversation, messages: [], isNobodyOnDuty: false, timeZone: ctx.agent.timeZone, language });
    const sent = await say(ctx, card, cardKeyboard(t, conversation));
    await link(ctx, sent.message_id, conversationId, 0);
  }

  async function showHistory(ctx: AgentContext, conversationId: string): Promise<void> {
    const conversation = await desk.conversations.get(ctx.agent.id, conversationId);
    const messages = await desk.conversations.history(ctx.agent.id, conversationId, { limit: historyLength });
    const shown = messages.filter(({ kind }) => kind !== 'event').map((message) => renderRelay(ctx.t, conversation, message, true));
    const [text] = splitStyled(lines(style('bold', ctx.t('history.title', { number: conversation.number })), ...shown));
    const sent = await say(ctx, text ?? lines(ctx.t('history.empty')));
    await link(ctx, sent.message_id, conversationId, messages.at(-1)?.seq ?? 0);
  }

  async function use(ctx: AgentContext, conversationId: string): Promise<string> {
    const { number, contact } = await desk.conversations.get(ctx.agent.id, conversationId);
    await desk.agents.setCurrent(ctx.agent.id, conversationId);
    return ctx.t('use.done', { number, name: contact.name });
  }

  /** A reply to what was shown finds its conversation. */
  async function link(ctx: AgentContext, messageId: number, conversationId: string, seq: number): Promise<void> {
    const chatId = String(ctx.chat?.id ?? '');
    const thread = ctx.thread ? { threadId: ctx.thread.threadId } : {};
    await records.links.add([{ chatId, ...thread, messageId, conversationId, hubMessageId: null, seq, part: 0, kind: 'notice' }]);
  }

  return {
    showInfo,
    showHistory,
    use,

    /** /tag words: adds tags; those with a minus before them are taken away. */
    async tag(ctx: AgentContext, conversationId: string, words: string): Promise<void> {
      const given = words
        .split(/[\s,]+/)
        .map((word) => word.replace(/^#/, ''))
        .filter(Boolean);
      if (given.length === 0) return void (await say(ctx, ctx.t('tag.usage')));
      const { tags } = await desk.conversations.get(ctx.agent.id, conversationId);
      const gone = new Set(given.filter((word) => word.startsWith('-')).map((word) => word.slice(1)));
      const added = given.filter((word) => !word.startsWith('-'));
      const next = [...new Set([...tags, ...added])].filter((tag) => !gone.has(tag));
      await desk.conversations.setTags(ctx.agent.id, conversationId, next);
      await say(ctx, ctx.t('tag.done', { tags: next.join(', ') || '–' }));
    },

    async history(ctx: AgentContext, { id }: Press): Promise<void> {
      await showHistory(ctx, id);
    },

    /** From the list of own conversations: makes it the current one and shows it. */
    async open(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      const text = await use(ctx, id);
      await showInfo(ctx, id);
      return { text };
    },
  };
}
