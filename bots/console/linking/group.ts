import type { ChatMemberUpdated, User } from 'grammy/types';
import type { Press } from '../cards/callback-data.ts';
import { settleMessage, type PressAnswer } from '../cards/press.ts';
import { pressButton } from '../cards/keyboard.ts';
import type { AgentContext, ConsoleContext, Parts } from '../parts.ts';
import { say } from '../sending/say.ts';
import { setGroupCommands } from '../telegram/commands.ts';

/** What the bot must be allowed in a group, by Telegram's names. */
const neededRights = ['can_manage_topics', 'can_pin_messages', 'can_delete_messages'] as const;

/** The second news of the same departure is none. */
const leftOnceMs = 60_000;

/** Binding a forum group to the team, and what happens to it later. */
export function createGroups(parts: Parts) {
  const { desk, records } = parts;

  async function bind(ctx: AgentContext, code: string): Promise<void> {
    const chat = ctx.chat;
    if (!chat || chat.type === 'private' || chat.type === 'channel') return void (await say(ctx, ctx.t('group.only-in-groups')));
    if (code === '') return void (await say(ctx, ctx.t('group.code-missing')));
    const chatId = String(chat.id);
    const group = await desk.groups.bind(ctx.agent.id, code, { chatId, title: chat.title });
    const missing = await findMissing(parts, chatId);
    await desk.groups.setProblem(chatId, missing.length > 0 ? missing.join(', ') : null);
    await setGroupCommands(parts, chatId, group.language);
    await say(ctx, missing.length > 0 ? missingText(ctx, missing) : ctx.t('group.bound', { title: group.title }));
  }

  /** The bot was promoted, demoted or removed. */
  async function onGroupMembership(ctx: ConsoleContext, { new_chat_member: member }: ChatMemberUpdated): Promise<void> {
    const chatId = String(ctx.chat?.id ?? '');
    if (!ctx.group) return;
    if (member.status === 'left' || member.status === 'kicked') return desk.groups.setProblem(chatId, 'kicked');
    const missing = await findMissing(parts, chatId);
    const problem = missing.length > 0 ? missing.join(', ') : null;
    if (problem === ctx.group.problem) return;
    await desk.groups.setProblem(chatId, problem);
    await ctx.reply(problem === null ? ctx.t('group.works') : missingText(ctx, missing));
  }

  return {
    bind,

    /** /replyonly on or off, in a bound group, by those who may manage the console. */
    async setReplyOnly(ctx: AgentContext, words: string): Promise<void> {
      if (!ctx.group) return void (await say(ctx, ctx.t('reply-only.groups-only')));
      const wish = words.trim().toLowerCase();
      if (wish !== 'on' && wish !== 'off') {
        return void (await say(ctx, ctx.t(ctx.group.isReplyOnly ? 'reply-only.is-on' : 'reply-only.is-off')));
      }
      await desk.groups.setReplyOnly(ctx.agent.id, ctx.group.chatId, wish === 'on');
      await say(ctx, ctx.t(wish === 'on' ? 'reply-only.on' : 'reply-only.off'));
    },

    /** Blocked, unblocked, promoted, removed: whatever concerns the bot itself. */
    async onMembership(ctx: ConsoleContext): Promise<void> {
      const change = ctx.myChatMember;
      if (!change) return;
      if (change.chat.type !== 'private') return onGroupMembership(ctx, change);
      if (ctx.agent) await desk.agents.setReachable(ctx.agent.id, change.new_chat_member.status !== 'kicked');
    },

    /** An agent left the group: their open conversations can be handed on. */
    async onLeft(ctx: ConsoleContext): Promise<void> {
      const left = ctx.msg?.left_chat_member ?? departed(ctx);
      const agent = left ? await desk.agents.findByTelegram(String(left.id)) : null;
      if (!agent || !ctx.group) return;
      // Telegram may tell of it twice: in the chat, and to administrators.
      if (!(await records.allowOnce(`left:${ctx.group.chatId}:${agent.id}`, leftOnceMs))) return;
      const t = parts.texts[ctx.group.language];
      const { items, total } = await desk.conversations.mine(agent.id, 8, 0);
      if (total === 0) return;
      const putBack = [pressButton(t('button.put-back'), 'putBack', agent.id)];
      const each = items.map(({ id, number }) => [pressButton(t('button.assign-number', { number }), 'assignMenu', id)]);
      const text = t('group.left', { name: agent.name, count: total });
      await parts.api.sendMessage(ctx.group.chatId, text, { reply_markup: { inline_keyboard: [putBack, ...each] } });
    },

    /** Everything of who left goes back in the queue. */
    async putBack(ctx: AgentContext, { id }: Press): Promise<PressAnswer> {
      const count = await desk.conversations.putBack(ctx.agent.id, id);
      await settleMessage(ctx, ctx.t('group.put-back', { count }));
      return {};
    },

    /** The group's id changed when it became a supergroup. */
    async onMoved(ctx: ConsoleContext): Promise<void> {
      const to = ctx.msg?.migrate_to_chat_id;
      if (to !== undefined) await records.moveChat(String(ctx.chat?.id ?? ''), String(to));
    },
  };
}

/** Who is no longer in the group, by an administrator's update. */
function departed({ chatMember }: ConsoleContext): User | undefined {
  const { user, status } = chatMember?.new_chat_member ?? {};
  return status === 'left' || status === 'kicked' ? user : undefined;
}

/** Which of the things a bound group needs are missing: topics switched on, and the bot's rights. */
export async function findMissing({ api, me }: Pick<Parts, 'api' | 'me'>, chatId: string): Promise<string[]> {
  const chat = await api.getChat(chatId);
  const member = await api.getChatMember(chatId, me().id);
  const isForum = chat.type === 'supergroup' && chat.is_forum === true;
  const rights = neededRights.filter((right) => member.status !== 'administrator' || member[right] !== true);
  return [...(isForum ? [] : ['topics']), ...rights];
}

function missingText(ctx: ConsoleContext, missing: string[]): string {
  return [ctx.t('group.missing'), ...missing.map((name) => `• ${ctx.t(`group.needs.${name}`)}`)].join('\n');
}
