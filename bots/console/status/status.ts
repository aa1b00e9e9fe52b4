import { noId, type Press } from '../cards/callback-data.ts';
import { pressButton, type Keyboard } from '../cards/keyboard.ts';
import type { DeskAgent } from '../desk-views.ts';
import type { AgentContext, ConsoleContext, Parts } from '../parts.ts';
import { describeDuration } from '../refusals.ts';
import type { PressAnswer } from '../cards/press.ts';
import { say } from '../sending/say.ts';
import { groupCommands, privateCommands, setAgentCommands } from '../telegram/commands.ts';
import { lines, style } from '../telegram/entities.ts';
import { readRefusal } from '../telegram/refused.ts';

/** Health, duty, settings and help. */
export function createStatus(parts: Parts) {
  const { desk, api, texts } = parts;

  async function showStatus(ctx: AgentContext): Promise<void> {
    const { t } = ctx;
    const [status, webhook, groups] = await Promise.all([desk.status(), api.getWebhookInfo(), desk.groups.list()]);
    const signs = { ok: '🟢', connecting: '🟡', warning: '🟠', failed: '🔴' } as const;
    await say(
      ctx,
      lines(
        style('bold', t('status.title')),
        t('status.people', { unassigned: status.unassigned, onDuty: status.onDuty }),
        ...status.channels.map(({ name, state, reason }) => `${signs[state]} ${name}${reason ? `: ${reason}` : ''}`),
        ...groups.map(({ title, problem }) => (problem === null ? `🟢 ${title}` : `🔴 ${title}: ${problem}`)),
        t('status.outbox', { ...status.outbox, oldest: describeDuration(t, status.outbox.oldestMs) }),
        status.parkedUpdates > 0 ? t('status.parked', { count: status.parkedUpdates }) : null,
        webhook.url
          ? t('status.webhook', { pending: webhook.pending_update_count })
          : t('status.polling', { pending: webhook.pending_update_count }),
        webhook.last_error_message ? `⚠️ ${webhook.last_error_message}` : null,
        ctx.agent.isOnDuty ? t('duty.is-on') : t('duty.is-off'),
      ),
      status.parkedUpdates > 0 && ctx.agent.role !== 'agent' ? [[pressButton(t('button.replay'), 'replay', noId)]] : undefined,
    );
  }

  async function setDuty(ctx: AgentContext, isOnDuty: boolean): Promise<void> {
    await desk.agents.setDuty(ctx.agent.id, isOnDuty);
    await say(ctx, ctx.t(isOnDuty ? 'duty.on' : 'duty.off'));
  }

  return {
    showStatus,
    setDuty,

    /** What could not be handled is tried once more. */
    async replay(ctx: AgentContext): Promise<PressAnswer> {
      await desk.askReplay(ctx.agent.id);
      return { text: ctx.t('status.replaying') };
    },

    async showSettings(ctx: AgentContext): Promise<void> {
      await say(ctx, ctx.t('settings.title'), settingButtons(ctx, ctx.agent));
    },

    /** Each press turns one setting to its next value. */
    async setting(ctx: AgentContext, { arg }: Press): Promise<void> {
      const agent = await turn(ctx.agent, arg);
      if (arg === 'language') await setAgentCommands(parts, String(ctx.chat?.id ?? ''), agent.language);
      ctx.t = texts[agent.language];
      try {
        await ctx.editMessageText(ctx.t('settings.title'), { reply_markup: { inline_keyboard: settingButtons(ctx, agent) } });
      } catch (error) {
        if (readRefusal(error) !== 'not-modified') throw error;
      }
    },

    async showHelp(ctx: ConsoleContext): Promise<void> {
      if (!ctx.agent) return void (await say(ctx, ctx.t('stranger.hint')));
      const commands = ctx.place === 'private' ? privateCommands : groupCommands;
      await say(ctx, lines(ctx.t('help.intro'), ...commands.map((name) => `/${name} – ${ctx.t(`command.${name}`)}`)));
    },
  };

  async function turn(agent: DeskAgent, setting: string): Promise<DeskAgent> {
    if (setting === 'language') return desk.agents.setLanguage(agent.id, agent.language === 'en' ? 'ru' : 'en');
    if (setting === 'duty') return desk.agents.setDuty(agent.id, !agent.isOnDuty);
    if (setting === 'notify') return desk.agents.setSettings(agent.id, { notify: agent.settings.notify === 'all' ? 'mine' : 'all' });
    return desk.agents.setSettings(agent.id, { takeByReply: !agent.settings.takeByReply });
  }
}

function settingButtons({ t }: ConsoleContext, agent: DeskAgent): Keyboard {
  const yes = (value: boolean) => (value ? '✅' : '▫️');
  return [
    [pressButton(`${yes(agent.isOnDuty)} ${t('settings.duty')}`, 'setting', agent.id, 'duty')],
    [pressButton(`🔔 ${t(`settings.notify.${agent.settings.notify}`)}`, 'setting', agent.id, 'notify')],
    [pressButton(`${yes(agent.settings.takeByReply)} ${t('settings.take-by-reply')}`, 'setting', agent.id, 'take')],
    [pressButton(`🌐 ${t('settings.language')}`, 'setting', agent.id, 'language')],
  ];
}
