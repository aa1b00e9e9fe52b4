import { formatPress, type Press } from '../cards/callback-data.ts';
import { cardKeyboard, pageRow, pressButton, rows } from '../cards/keyboard.ts';
import { sendPriority } from '../desk-records.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { swapKeyboard, type PressAnswer } from '../cards/press.ts';
import { findStale } from '../refusals.ts';
import { say } from '../sending/say.ts';

const pageSize = 6;

/** Ready answers under the card's button, in pages. */
export function createQuickReplies({ desk, records, botId, now }: Parts) {
  return {
    async quickReplyMenu(ctx: AgentContext, { id, arg }: Press): Promise<PressAnswer | void> {
      const page = Number(arg) || 0;
      const query = { conversationId: id, limit: pageSize, offset: page * pageSize };
      const { items, total } = await desk.quickReplies.list(ctx.agent.id, query);
      if (items.length === 0) return { text: ctx.t('replies.none'), isAlert: true };
      const { number } = await desk.conversations.get(ctx.agent.id, id);
      const search = { text: ctx.t('button.search'), switch_inline_query_current_chat: `#${number} ` };
      await swapKeyboard(ctx, [
        ...rows(
          items.map((reply) => pressButton(reply.title.slice(0, 40), 'quickReply', id, reply.id)),
          2,
        ),
        ...pageRow(page, pageSize, total, (next) => formatPress('quickReplyMenu', id, next)),
        [search, pressButton(ctx.t('button.back'), 'back', id)],
      ]);
    },

    /** Sends the chosen answer; a second press of the same button within the same menu is the same message. */
    async quickReply(ctx: AgentContext, { id, arg }: Press): Promise<PressAnswer | void> {
      const reply = await desk.quickReplies.render(ctx.agent.id, arg, id);
      const chatId = String(ctx.chat?.id ?? '');
      const conversation = await desk.conversations.get(ctx.agent.id, id);
      if (conversation.assigneeId && conversation.assigneeId !== ctx.agent.id) {
        return { text: ctx.t('replies.foreign', { name: conversation.assigneeName ?? '?' }), isAlert: true };
      }
      if (!conversation.assigneeId && conversation.status !== 'closed' && ctx.agent.settings.takeByReply)
        await desk.conversations.take(ctx.agent.id, id);
      const sent = await ctx.reply(reply.text, {
        ...(ctx.thread ? { message_thread_id: ctx.thread.threadId } : {}),
        ...(ctx.msg ? { reply_parameters: { message_id: ctx.msg.message_id, allow_sending_without_reply: true } } : {}),
      });
      try {
        const message = await desk.messages.send(ctx.agent.id, id, {
          kind: 'text',
          text: reply.text,
          attachments: reply.attachments.map((file) => file.id),
          clientId: `tg:${botId}:${chatId}:q${ctx.callbackQuery?.id ?? sent.message_id}`,
          seenSeq: await records.links.lastSeq(chatId, id, now()),
        });
        const thread = ctx.thread ? { threadId: ctx.thread.threadId } : {};
        const place = { chatId, conversationId: id, hubMessageId: message.id };
        await records.links.add([{ ...place, ...thread, messageId: sent.message_id, seq: message.seq, part: 0, kind: 'own' }]);
        await records.sends.enqueue([
          {
            ...place,
            kind: 'receipt',
            inTopic: ctx.thread !== null,
            data: {},
            priority: sendPriority.customerReply,
            dueAt: now(),
            collapseKey: `receipt:${message.id}`,
          },
        ]);
      } catch (error) {
        await ctx.api.deleteMessage(chatId, sent.message_id);
        const stale = findStale(error);
        if (!stale) throw error;
        const [last] = stale.messages.slice(-1);
        return void (await say(ctx, ctx.t('replies.stale', { name: last?.author.name ?? '?', text: last?.text ?? '' })));
      }
      await swapKeyboard(ctx, cardKeyboard(ctx.t, await desk.conversations.get(ctx.agent.id, id)));
    },
  };
}
