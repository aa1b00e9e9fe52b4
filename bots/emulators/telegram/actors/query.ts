import { publish } from '../delivery/inbox.ts';
import type { Button, WireObject } from '../wire.ts';
import { laneOf } from '../world/chats.ts';
import { presentMessage } from '../world/messages.ts';
import type { Bot, CallbackAnswer, InlineAnswer, Message, User, World } from '../world/state.ts';
import { presentUser } from '../world/users.ts';

/** How long an actor waits for a bot's answer before giving up, in real milliseconds. */
const patienceMs = 20_000;
/** How many queries are remembered; older ones are "too old" as at Telegram. */
const rememberedQueries = 10_000;

/** The inline button that a text or a callback_data means. */
function findButton(message: Message, wanted: string): Button {
  const buttons = (message.markup?.inline ?? []).flat();
  const button = buttons.find(({ text }) => text === wanted) ?? buttons.find((each) => each.callback_data === wanted);
  if (button) return button;
  const there = buttons.map(({ text }) => text).join(', ') || 'no buttons';
  throw new Error(`No button ${JSON.stringify(wanted)} under message ${message.id}: there is ${there}`);
}

/** The bot that gets the presses under a message. */
function ownerOf(world: World, message: Message): Bot {
  const bot = world.botsById.get((message.viaBot ?? message.from).id);
  if (!bot) throw new Error(`Message ${message.id} is not a bot's`);
  return bot;
}

/** Presses a button under a bot's message; resolves with what the bot answers. */
export function pressButton(world: World, person: User, message: Message, wanted: string): Promise<CallbackAnswer> {
  const button = findButton(message, wanted);
  const data = button.callback_data;
  if (data === undefined) throw new Error(`The button ${JSON.stringify(button.text)} sends nothing to the bot`);
  const bot = ownerOf(world, message);
  const id = nextQueryId(world, bot);
  return ask(`the press on ${JSON.stringify(button.text)}`, (settle) => {
    remember(world.callbackQueries, id, { id, bot, user: person, askedAt: world.clock.now(), settle });
    const target = message.viaBot ? { inline_message_id: inlineMessageId(message) } : { message: presentMessage(message, bot) };
    const body = { id, from: presentUser(person), ...target, chat_instance: `${message.chat.id}${bot.user.id}`, data };
    publish(bot, 'callback_query', laneOf(message.chat), body, person.id);
  });
}

/** Types `@bot text` somewhere; resolves with the bot's results. */
export function askInline(
  world: World,
  person: User,
  bot: Bot,
  text: string,
  { offset = '', chatType = 'sender' } = {},
): Promise<InlineAnswer> {
  if (!bot.supportsInline) throw new Error(`@${bot.user.username ?? bot.user.id} has no inline mode`);
  const id = nextQueryId(world, bot);
  return ask(`the inline query ${JSON.stringify(text)}`, (settle) => {
    remember(world.inlineQueries, id, { id, bot, user: person, text, askedAt: world.clock.now(), settle });
    publish(
      bot,
      'inline_query',
      `user:${person.id}`,
      { id, from: presentUser(person), query: text, offset, chat_type: chatType },
      person.id,
    );
  });
}

/** Tells the bot which of its results was taken. */
export function reportChosen(bot: Bot, person: User, resultId: string, query: string, message: Message): void {
  if (!bot.hasInlineFeedback) return;
  const inlineId = message.markup?.inline ? { inline_message_id: inlineMessageId(message) } : {};
  const body: WireObject = { result_id: resultId, from: presentUser(person), query, ...inlineId };
  publish(bot, 'chosen_inline_result', `user:${person.id}`, body, person.id);
}

/** The id under which a bot may edit a message that was sent through it. */
const inlineMessageId = (message: Message): string => Buffer.from(`${message.chat.key}|${message.id}`).toString('base64url');

const nextQueryId = (world: World, bot: Bot): string => `${bot.user.id % 100_000}${String(++world.counters.query).padStart(10, '0')}`;

function remember<Query>(queries: Map<string, Query>, id: string, query: Query): void {
  queries.set(id, query);
  const oldest = queries.keys().next();
  if (queries.size > rememberedQueries && !oldest.done) queries.delete(oldest.value);
}

function ask<Answer>(what: string, start: (settle: (answer: Answer) => void) => void): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The bot did not answer ${what} within ${patienceMs / 1000} s`)), patienceMs);
    timer.unref();
    start((answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
