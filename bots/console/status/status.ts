import { noId, type Press } from '../cards/callback-data.ts';
import { pressButton, type Keyboard } from '../cards/keyboard.ts';
import { reasonWords } from '../channels/reason-words.ts';
import type { Translate } from '../console.ts';
import type { DeskAgent, DeskChannelStatus } from '../desk-views.ts';
import type { AgentContext, ConsoleContext, Parts } from '../parts.ts';
import { describeAgo, describeDuration } from '../refusals.ts';
import type { PressAnswer } from '../cards/press.ts';
import { say } from '../sending/say.ts';
import { groupCommands, privateCommands, setAgentCommands } from '../telegram/commands.ts';
import { lines, style, type Styled } from '../telegram/entities.ts';
import { readRefusal } from '../telegram/refused.ts';

/** A message that took so long to come in is worth a word. */
const slowMs = 10_000;

/** Health, duty, settings and help. */
export function createStatus(parts: Parts) {
  const { desk, api, texts } = parts;

  async function showStatus(ctx: AgentContext): Promise<void> {
    const { t } = ctx;
    const [status, webhook, groups] = await Promise.all([desk.status(), api.getWebhookInfo(), desk.groups.list()]);
    await say(
      ctx,
      lines(
        style('bold', t('status.title')),
        t('status.people', { unassigned: status.unassigned, onDuty: status.onDuty }),
        ...status.channels.map((channel) => describeChannel(t, channel, parts.now())),
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

const signs = { ok: '🟢', connecting: '🟡', warning: '🟠', failed: '🔴', paused: '⏸' } as const;

/** A channel on a line or two: how it is, and what its traffic was like. */
function describeChannel(t: Translate, channel: DeskChannelStatus, now: Date): Styled {
  const { name, state, reason, lastInboundAt, lastOutboundAt, lagMs, lastHour, credentialsExpireAt } = channel;
  const ago = (at: string) => describeAgo(t, now.getTime() - Date.parse(at));
  const traffic = [
    lastInboundAt && t('status.last-in', { ago: ago(lastInboundAt) }),
    lastOutboundAt && t('status.last-out', { ago: ago(lastOutboundAt) }),
    lagMs !== null && lagMs >= slowMs && t('status.lag', { time: describeDuration(t, lagMs) }),
    lastHour.failed > 0 && t('status.failed', { failed: lastHour.failed, of: lastHour.failed + lastHour.sent }),
    credentialsExpireAt && t('status.expires', { time: describeDuration(t, Date.parse(credentialsExpireAt) - now.getTime()) }),
  ].filter((part) => typeof part === 'string');
  const why = reason ? `: ${reasonWords(t, channel)}` : '';
  return lines(`${signs[state]} ${name}${why}`, traffic.length > 0 ? style('italic', traffic.join(' · ')) : null);
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
