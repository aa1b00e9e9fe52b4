import type { AgentContext, Parts } from '../parts.ts';
import { formatMoment } from '../cards/render-card.ts';
import { say } from '../sending/say.ts';

const minuteMs = 60_000;
const units: Record<string, number> = { m: 1, м: 1, h: 60, ч: 60, d: 1440, д: 1440, w: 10_080, н: 10_080 };

/** Reads `2h spam`: for how long (m, h, d, w), null for good, and why. */
export function parseBlock(words: string): { forMs: number | null; reason: string } {
  const found = /^(\d{1,4})([mhdwмчдн])(?=\s|$)/iu.exec(words.trim());
  const unit = units[found?.[2]?.toLowerCase() ?? ''];
  const isTimed = found !== null && unit !== undefined && Number(found[1]) > 0;
  return {
    forMs: isTimed ? Number(found[1]) * unit * minuteMs : null,
    reason: (isTimed ? words.trim().slice(found[0].length) : words).trim(),
  };
}

/** Blocking a customer for a time or for good; why is kept as a note. */
export function createBlocking({ desk, now, botId }: Parts) {
  return {
    async block(ctx: AgentContext, conversationId: string, words: string): Promise<void> {
      const { forMs, reason } = parseBlock(words);
      const until = forMs === null ? null : new Date(now().getTime() + forMs);
      const { contact } = await desk.conversations.blockContact(ctx.agent.id, conversationId, true, { until });
      const values = { name: contact.name, until: until ? formatMoment(until, ctx.agent.timeZone, ctx.language) : '' };
      const done = ctx.t(until ? 'block.done-until' : 'block.done', values);
      if (reason !== '') {
        const clientId = `tg:${botId}:${ctx.chat?.id ?? 0}:${ctx.msg?.message_id ?? 0}`;
        await desk.messages.send(ctx.agent.id, conversationId, { kind: 'note', text: `⛔️ ${done}\n${reason}`, clientId });
      }
      await say(ctx, done);
    },

    async unblock(ctx: AgentContext, conversationId: string): Promise<void> {
      const { contact } = await desk.conversations.blockContact(ctx.agent.id, conversationId, false);
      await say(ctx, ctx.t('block.undone', { name: contact.name }));
    },
  };
}
