import type { Keyboard } from './keyboard.ts';
import { parsePress, type Press, type Verb } from './callback-data.ts';
import type { AgentContext, ConsoleContext, Parts } from '../parts.ts';
import { explainRefusal, isRefusal } from '../refusals.ts';
import { readRefusal } from '../telegram/refused.ts';

/** What the person who pressed is told: a line that fades, or an alert to close. */
export interface PressAnswer {
  text?: string;
  isAlert?: boolean;
}

/** Does what a button says. Refusals of the desk may be thrown: they are shown as an alert. */
export type PressHandler = (ctx: AgentContext, press: Press) => Promise<PressAnswer | void>;

/** One handler per verb of agents; the verbs of linking work for people who are no agents yet. */
export type PressHandlers = Record<Exclude<Verb, 'linkConfirm' | 'linkCancel'>, PressHandler>;

/** True for a context of a linked agent. */
export function isAgents(ctx: ConsoleContext): ctx is AgentContext {
  return ctx.agent !== null;
}

/** Carries out a press: who pressed is looked up anew, the data is never trusted beyond naming a record. */
export async function handlePress(
  parts: Parts,
  handlers: PressHandlers,
  linking: (ctx: ConsoleContext, press: Press) => Promise<PressAnswer>,
  ctx: ConsoleContext,
): Promise<void> {
  const press = parsePress(ctx.callbackQuery?.data ?? '');
  if (!press) return answerPress(ctx, { text: ctx.t('press.outdated') });
  if (press.verb === 'linkConfirm' || press.verb === 'linkCancel') return answerPress(ctx, await linking(ctx, press));
  if (!isAgents(ctx)) return answerPress(ctx, { text: ctx.t('stranger.press'), isAlert: true });
  try {
    await answerPress(ctx, (await handlers[press.verb](ctx, press)) ?? {});
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await answerPress(ctx, { text: explainRefusal(ctx.t, error, parts.now()), isAlert: true });
    await refreshAfterRefusal(parts, press, ctx);
  }
}

/** Answers a press; too late is fine, the state is stored already. */
export async function answerPress(ctx: ConsoleContext, { text, isAlert = false }: PressAnswer): Promise<void> {
  try {
    await ctx.answerCallbackQuery(text === undefined ? {} : { text: text.slice(0, 200), show_alert: isAlert });
  } catch (error) {
    if (readRefusal(error) !== 'other') throw error;
  }
}

/** Who lost a race sees the card as it is now. */
async function refreshAfterRefusal(parts: Parts, { id }: Press, ctx: ConsoleContext): Promise<void> {
  const chatId = String(ctx.chat?.id ?? '');
  const card = await parts.records.cards.find(chatId, id);
  if (!card) return;
  const data = { language: ctx.language, timeZone: ctx.agent?.timeZone ?? 'UTC' };
  const place = { chatId, inTopic: card.threadId !== undefined, conversationId: id, hubMessageId: null };
  await parts.records.sends.enqueue([
    { ...place, kind: 'card-edit', data, priority: 4, dueAt: parts.now(), collapseKey: `card-edit:${id}` },
  ]);
}

/** Puts another keyboard under the pressed message; the same one again is no error. */
export async function swapKeyboard(ctx: ConsoleContext, keyboard: Keyboard): Promise<void> {
  try {
    await ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: keyboard } });
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal !== 'not-modified' && refusal !== 'message-lost') throw error;
  }
}

/** Replaces the text of the pressed message and takes its buttons away. */
export async function settleMessage(ctx: ConsoleContext, text: string): Promise<void> {
  try {
    await ctx.editMessageText(text);
  } catch (error) {
    const refusal = readRefusal(error);
    if (refusal !== 'not-modified' && refusal !== 'message-lost') throw error;
  }
}
