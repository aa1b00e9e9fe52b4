import type { Press } from '../cards/callback-data.ts';
import { cardKeyboard, pressButton, rows } from '../cards/keyboard.ts';
import { formatMoment } from '../cards/render-card.ts';
import { askForText } from '../sending/ask-for-text.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { swapKeyboard, type PressAnswer } from '../cards/press.ts';
import { say } from '../sending/say.ts';
import { parseSnooze, presetUntil, snoozePresets, type Until } from './parse-snooze.ts';

/** Putting a conversation aside, by preset, in words, or until the customer writes. */
export function createSnoozing(parts: Parts) {
  const { desk, now } = parts;

  async function apply(ctx: AgentContext, conversationId: string, { until }: Until): Promise<string> {
    const conversation = await desk.conversations.snooze(ctx.agent.id, conversationId, until);
    const { number } = conversation;
    if (until === null) return ctx.t('snooze.done-until-reply', { number });
    return ctx.t('snooze.done', { number, until: formatMoment(until, ctx.agent.timeZone, ctx.language) });
  }

  return {
    async snoozeMenu(ctx: AgentContext, { id }: Press): Promise<void> {
      const presets = snoozePresets.map((preset) => pressButton(ctx.t(`snooze.preset.${preset}`), 'snooze', id, preset));
      const other = pressButton(ctx.t('snooze.preset.other'), 'snooze', id, 'other');
      await swapKeyboard(ctx, [...rows([...presets, other], 3), [pressButton(ctx.t('button.back'), 'back', id)]]);
    },

    async snooze(ctx: AgentContext, { id, arg }: Press): Promise<PressAnswer | void> {
      if (arg === 'other') return askForText(parts, ctx, 'snooze', id, ctx.t('snooze.prompt'));
      const preset = presetUntil(arg, now(), ctx.agent.timeZone);
      if (!preset) return { text: ctx.t('press.outdated') };
      const text = await apply(ctx, id, preset);
      await swapKeyboard(ctx, cardKeyboard(ctx.t, await desk.conversations.get(ctx.agent.id, id)));
      return { text };
    },

    /** /snooze and the answer to "until when?"; false when the words are not a time. */
    async snoozeByWords(ctx: AgentContext, conversationId: string, words: string): Promise<boolean> {
      const until = parseSnooze(words, now(), ctx.agent.timeZone);
      await say(ctx, until ? await apply(ctx, conversationId, until) : ctx.t('snooze.not-a-time'));
      return until !== null;
    },
  };
}
