import type { InlineQueryResultArticle } from 'grammy/types';
import type { DeskQuickReply } from '../desk-views.ts';
import type { ConsoleContext, Parts } from '../parts.ts';
import { cutText } from '../telegram/entities.ts';

const pageSize = 20;

/** Ready answers by inline query: `@bot #1234 words`. Only agents get any; results are theirs alone and never cached. */
export function createInline({ desk }: Parts) {
  return async function answerInline(ctx: ConsoleContext): Promise<void> {
    const options = { is_personal: true, cache_time: 0 };
    const { agent } = ctx;
    if (!agent) {
      await ctx.answerInlineQuery([], { ...options, button: { text: ctx.t('inline.link-account'), start_parameter: 'link' } });
      return;
    }
    const query = ctx.inlineQuery?.query ?? '';
    const tag = /^\s*#(\d{1,9})(?:\s+|$)/.exec(query);
    const conversation = tag ? await desk.conversations.findByNumber(agent.id, Number(tag[1])) : null;
    const words = query.slice(tag?.[0].length ?? 0).trim();
    const offset = Number(ctx.inlineQuery?.offset) || 0;
    const found = await desk.quickReplies.list(agent.id, {
      ...(words === '' ? {} : { words }),
      ...(conversation ? { conversationId: conversation.id } : {}),
      limit: pageSize,
      offset,
    });
    const rendered = conversation
      ? await Promise.all(found.items.map((reply) => desk.quickReplies.render(agent.id, reply.id, conversation.id)))
      : found.items;
    const results = rendered.map((reply) => toResult(reply, conversation?.number));
    await ctx.answerInlineQuery(results, { ...options, next_offset: offset + pageSize < found.total ? String(offset + pageSize) : '' });
  };
}

function toResult({ id, title, text }: DeskQuickReply, number: number | undefined): InlineQueryResultArticle {
  return {
    type: 'article',
    id,
    title,
    description: cutText(text, 100),
    // The tag tells the console which conversation is meant; it is taken off before the customer sees the text.
    input_message_content: { message_text: cutText(number === undefined ? text : `#${number} ${text}`, 4096) },
  };
}
