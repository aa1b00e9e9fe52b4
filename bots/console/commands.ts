import type { Bot } from 'grammy';
import { findCommanded } from './answering/find-target.ts';
import type { Features } from './features.ts';
import type { AgentContext, ConsoleContext, Parts } from './parts.ts';
import { isAgents } from './cards/press.ts';
import { explainRefusal, isRefusal } from './refusals.ts';
import { say } from './sending/say.ts';

/** A command about one conversation: gets its id and the words that are left. */
type ConversationCommand = (ctx: AgentContext, conversationId: string, words: string) => Promise<unknown>;

/** Every command of agents. */
export function addCommands(bot: Bot<ConsoleContext>, parts: Parts, features: Features): void {
  const { linking, groups, lists, looking, blocking, taking, assigning, snoozing, closing, notes, deciding, status, visitors } = features;

  bot.command('start', async (ctx) => {
    if (ctx.place === 'private') return linking.start(ctx, ctx.match);
    if (isAgents(ctx) && ctx.match !== '') await guarded(parts, ctx, () => groups.bind(ctx, ctx.match));
  });
  bot.command('help', (ctx) => status.showHelp(ctx));

  const simple: Record<string, (ctx: AgentContext, words: string) => Promise<unknown>> = {
    link: (ctx) => linking.start(ctx, ''),
    unlink: (ctx) => linking.askUnlink(ctx),
    bind: (ctx, words) => groups.bind(ctx, words),
    queue: (ctx) => lists.showQueue(ctx),
    mine: (ctx) => lists.showMine(ctx),
    visitors: (ctx) => visitors.show(ctx),
    on: (ctx) => status.setDuty(ctx, true),
    off: (ctx) => status.setDuty(ctx, false),
    status: (ctx) => status.showStatus(ctx),
    settings: (ctx) => status.showSettings(ctx),
    silent: (ctx) => notes.toggleSilent(ctx),
    replyonly: (ctx, words) => groups.setReplyOnly(ctx, words),
    del: (ctx) => deciding.deleteByCommand(ctx),
  };
  for (const [name, run] of Object.entries(simple)) {
    bot.command(name, (ctx, next) => (isAgents(ctx) ? guarded(parts, ctx, () => run(ctx, ctx.match)) : next()));
  }

  const aboutConversation: Record<string, ConversationCommand> = {
    use: async (ctx, id) => say(ctx, await looking.use(ctx, id)),
    take: (ctx, id) => taking.takeByCommand(ctx, id),
    assign: (ctx, id, words) => assigning.assignByCommand(ctx, id, words),
    snooze: (ctx, id, words) => snoozing.snoozeByWords(ctx, id, words),
    close: (ctx, id) => closing.closeAndOfferUndo(ctx, id),
    reopen: (ctx, id) => closing.reopenByCommand(ctx, id),
    note: (ctx, id, words) => notes.noteByCommand(ctx, id, words),
    info: (ctx, id) => looking.showInfo(ctx, id),
    history: (ctx, id) => looking.showHistory(ctx, id),
    tag: (ctx, id, words) => looking.tag(ctx, id, words),
    block: (ctx, id, words) => blocking.block(ctx, id, words),
    unblock: (ctx, id) => blocking.unblock(ctx, id),
  };
  for (const [name, run] of Object.entries(aboutConversation)) {
    bot.command(name, (ctx, next) => (isAgents(ctx) ? guarded(parts, ctx, () => runAbout(ctx, name, run)) : next()));
  }

  async function runAbout(ctx: AgentContext, name: string, run: ConversationCommand): Promise<void> {
    const { conversationId, words } = await findCommanded(parts, ctx, ctx.match === undefined ? '' : String(ctx.match));
    if (name === 'use' && isBare(ctx)) {
      await parts.desk.agents.setCurrent(ctx.agent.id, null);
      await say(ctx, ctx.t('use.none'));
    } else if (conversationId) await run(ctx, conversationId, words);
    else await say(ctx, ctx.t('target.which', { command: name }));
  }
}

/** A command without words that answers no message, in a private chat. */
function isBare(ctx: AgentContext): boolean {
  return ctx.match === '' && ctx.place === 'private' && ctx.msg?.reply_to_message === undefined;
}

/** Runs an agent's wish and tells the hub's refusal in words. */
export async function guarded(parts: Pick<Parts, 'now'>, ctx: ConsoleContext, task: () => Promise<unknown>): Promise<void> {
  try {
    await task();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await say(ctx, explainRefusal(ctx.t, error, parts.now()));
  }
}
