import { z } from 'zod';
import { pressButton } from '../cards/keyboard.ts';
import type { Press } from '../cards/callback-data.ts';
import type { AgentContext, ConsoleContext, Parts } from '../parts.ts';
import { settleMessage, type PressAnswer } from '../cards/press.ts';
import { explainRefusal, isRefusal } from '../refusals.ts';
import { say } from '../sending/say.ts';
import { setAgentCommands } from '../telegram/commands.ts';

const linkData = z.object({ code: z.string(), userId: z.string() });
const confirmMs = 15 * 60_000;
const hintEveryMs = 3_600_000;

/** Joining a Telegram account to a seat by a one-time code, and parting them. */
export function createLinking(parts: Parts) {
  const { desk, records, now, texts } = parts;

  /** /start CODE in private: shows whose account it would become. */
  async function start(ctx: ConsoleContext, code: string): Promise<void> {
    if (ctx.agent) return void (await say(ctx, ctx.t('link.already', { name: ctx.agent.name, account: ctx.agent.account })));
    if (!/^[\w-]{8,64}$/.test(code)) return void (await say(ctx, ctx.t('stranger.hint')));
    try {
      const { agentId, name, account, role, workspaceName } = await desk.links.preview(code);
      const userId = String(ctx.from?.id ?? '');
      const expiresAt = new Date(now().getTime() + confirmMs);
      const chatId = String(ctx.chat?.id ?? '');
      const prompt = await records.prompts.add({ agentId, chatId, kind: 'link', awaitsText: false, data: { code, userId }, expiresAt });
      await say(ctx, ctx.t('link.question', { workspace: workspaceName, name, account, role: ctx.t(`role.${role}`) }), [
        [
          pressButton(ctx.t('button.confirm'), 'linkConfirm', prompt.id, agentId),
          pressButton(ctx.t('button.cancel'), 'linkCancel', prompt.id, agentId),
        ],
      ]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await say(ctx, ctx.t('link.invalid'));
    }
  }

  /** Confirm and Cancel: only the person who opened the link may press. */
  async function press(ctx: ConsoleContext, { verb, id, arg }: Press): Promise<PressAnswer> {
    const prompt = await records.prompts.find(id, arg);
    const data = linkData.safeParse(prompt?.data).data;
    if (!prompt || data?.userId !== String(ctx.from?.id ?? '')) return { text: ctx.t('press.outdated') };
    await records.prompts.take(id, arg);
    if (verb === 'linkCancel') {
      await settleMessage(ctx, ctx.t('link.cancelled'));
      return {};
    }
    return confirm(ctx, data.code);
  }

  async function confirm(ctx: ConsoleContext, code: string): Promise<PressAnswer> {
    const { from } = ctx;
    if (!from) return {};
    try {
      const agent = await desk.links.confirm(code, {
        userId: String(from.id),
        chatId: String(ctx.chat?.id ?? from.id),
        name: [from.first_name, from.last_name].filter(Boolean).join(' '),
        ...(from.username === undefined ? {} : { username: from.username }),
        ...(from.language_code === undefined ? {} : { languageCode: from.language_code }),
      });
      await settleMessage(ctx, texts[agent.language]('link.done', { name: agent.name }));
      await setAgentCommands(parts, String(ctx.chat?.id ?? from.id), agent.language);
      return {};
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { text: explainRefusal(ctx.t, error, now()), isAlert: true };
    }
  }

  return {
    start,
    press,

    /** Somebody who is no agent wrote to the bot: told how to become one, seldom. */
    async greetStranger(ctx: ConsoleContext): Promise<void> {
      if (ctx.place === 'lobby' || ctx.place === 'elsewhere' || ctx.from?.is_bot) return;
      const key = `stranger:${ctx.chat?.id ?? 0}:${ctx.from?.id ?? 0}`;
      if (await records.allowOnce(key, hintEveryMs)) await say(ctx, ctx.t(ctx.place === 'topic' ? 'stranger.in-topic' : 'stranger.hint'));
    },

    /** Posts of anonymous admins have no author who could be checked, so they go nowhere. */
    async hintAnonymous(ctx: ConsoleContext): Promise<void> {
      if (await records.allowOnce(`anonymous:${ctx.chat?.id ?? 0}`, hintEveryMs)) await say(ctx, ctx.t('anonymous.hint'));
    },

    async askUnlink(ctx: AgentContext): Promise<void> {
      await say(ctx, ctx.t('unlink.question'), [[pressButton(ctx.t('button.unlink'), 'unlink', ctx.agent.id)]]);
    },

    async unlink(ctx: AgentContext): Promise<PressAnswer> {
      await desk.links.unlink(ctx.agent.id);
      await settleMessage(ctx, ctx.t('unlink.done'));
      await parts.api.deleteMyCommands({ scope: { type: 'chat', chat_id: ctx.from?.id ?? 0 } });
      return {};
    },
  };
}
