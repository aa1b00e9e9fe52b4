import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmulatedBot } from './actors/handles.ts';
import type { EmulatedUser } from './actors/user.ts';
import { startTelegramEmulator, type TelegramEmulator } from './emulator.ts';

let emulator: TelegramEmulator;
let bot: EmulatedBot;
let ann: EmulatedUser;

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  bot = emulator.createBot({ username: 'desk_bot' });
  ann = emulator.createUser({ firstName: 'Ann' });
});
afterEach(() => emulator.stop());

interface Answer {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: Record<string, number>;
}

async function call(method: string, parameters: Record<string, unknown> = {}, token = bot.token): Promise<Answer> {
  const response = await fetch(`${emulator.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return (await response.json()) as Answer; // what the Bot API promises
}
const refusal = async (method: string, parameters?: Record<string, unknown>): Promise<string> => {
  const { error_code, description } = await call(method, parameters);
  return `${error_code ?? 'ok'} ${description ?? ''}`.trim();
};
interface Update extends Partial<Record<string, unknown>> {
  update_id: number;
  message?: Record<string, unknown>;
  edited_message?: Record<string, unknown>;
  callback_query?: Record<string, unknown>;
  message_reaction?: Record<string, unknown>;
  my_chat_member?: { new_chat_member: { status: string } };
}
const updates = async (offset = 0, kinds?: string[]): Promise<Update[]> => {
  const { result } = await call('getUpdates', { offset, ...(kinds ? { allowed_updates: kinds } : {}) });
  return result as Update[]; // what the Bot API promises
};

test('a call works as GET query, form and JSON, in any case of letters', async () => {
  ann.openDeepLink(bot);
  const get = await fetch(`${emulator.url}/bot${bot.token}/SENDMESSAGE?chat_id=${ann.id}&text=one`);
  const form = await fetch(`${emulator.url}/bot${bot.token}/sendMessage`, {
    method: 'POST',
    body: new URLSearchParams({ chat_id: String(ann.id), text: 'two' }),
  });

  expect([get.status, form.status]).toEqual([200, 200]);
  expect(emulator.transcript(ann.chatWith(bot)).map(({ text }) => text)).toEqual(['/start', 'one', 'two']);
  expect(await refusal('sendNothing')).toBe('404 Not Found: method not found');
  expect((await call('getMe', {}, '123:unknown')).error_code).toBe(401);
});

test('a bot cannot write first, nor to who blocked it or is gone', async () => {
  const send = { chat_id: ann.id, text: 'hi' };
  expect(await refusal('sendMessage', send)).toBe('400 Bad Request: chat not found');
  const group = ann.createGroup('Team');
  ann.addBot(group, bot);
  expect(await refusal('sendMessage', send)).toBe("403 Forbidden: bot can't initiate conversation with a user");
  ann.openDeepLink(bot);
  ann.block(bot);
  expect(await refusal('sendMessage', send)).toBe('403 Forbidden: bot was blocked by the user');
  ann.unblock(bot);
  const statuses = (await updates()).map(({ my_chat_member: change }) => change?.new_chat_member.status); // a ChatMember
  expect(statuses.filter(Boolean)).toEqual(['member', 'kicked', 'member']);
  ann.deactivate();
  expect(await refusal('sendMessage', send)).toBe('403 Forbidden: user is deactivated');
});

test('limits: text, caption, callback data, keyboards, entities', async () => {
  ann.openDeepLink(bot);
  const chat_id = ann.id;
  const button = (data: string) => ({ inline_keyboard: [[{ text: 'x', callback_data: data }]] });
  expect(await refusal('sendMessage', { chat_id, text: 'x'.repeat(4096) })).toBe('ok');
  expect(await refusal('sendMessage', { chat_id, text: 'x'.repeat(4097) })).toBe('400 Bad Request: message is too long');
  expect(await refusal('sendMessage', { chat_id, text: ' ' })).toBe('400 Bad Request: message text is empty');
  expect(await refusal('sendMessage', { chat_id, text: 'x', reply_markup: button('я'.repeat(32)) })).toBe('ok');
  expect(await refusal('sendMessage', { chat_id, text: 'x', reply_markup: button('я'.repeat(33)) })).toBe(
    '400 Bad Request: BUTTON_DATA_INVALID',
  );
  expect(await refusal('sendMessage', { chat_id, text: '🙂', entities: [{ type: 'bold', offset: 0, length: 1 }] })).toBe(
    '400 Bad Request: ENTITY_BOUNDS_INVALID',
  );
  expect(await refusal('sendMessage', { chat_id, text: '<b>x', parse_mode: 'HTML' })).toMatch("can't parse entities");
  expect(await refusal('sendMessage', { chat_id, text: 'a.b', parse_mode: 'MarkdownV2' })).toMatch("Character '.' is reserved");
  expect(await refusal('sendMessage', { chat_id, text: 'x', reply_parameters: { message_id: 999 } })).toBe(
    '400 Bad Request: message to be replied not found',
  );
  const localhost = { inline_keyboard: [[{ text: 'Open', url: 'http://localhost:3000' }]] };
  expect(await refusal('sendMessage', { chat_id, text: 'x', reply_markup: localhost })).toMatch('Wrong HTTP URL');
});

test('privacy mode: commands, mentions and replies pass, small talk does not', async () => {
  const group = ann.createSupergroup('Team');
  ann.addBot(group, bot);
  const offset = ((await updates()).at(-1)?.update_id ?? 0) + 1;
  ann.sendText(group, 'small talk');
  ann.sendText(group, '/help@other_bot');
  ann.sendText(group, '/help');
  ann.sendText(group, 'hey @desk_bot');
  await call('sendMessage', { chat_id: group.id, text: 'Yes?' });
  const answer = emulator.transcript(group).at(-1);
  if (answer) ann.replyTo(answer, 'thanks');

  expect((await updates(offset)).map(({ message }) => message?.['text'])).toEqual(['/help', 'hey @desk_bot', 'thanks']);
});

test('an upgraded group names its new id in the refusal and in service messages', async () => {
  const group = ann.createGroup('Team');
  ann.addBot(group, bot);
  const upgraded = ann.migrate(group, { isForum: true });

  const { parameters, description } = await call('sendMessage', { chat_id: group.id, text: 'x' });
  expect({ parameters, description }).toEqual({
    parameters: { migrate_to_chat_id: upgraded.id },
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
  });
  const service = (await updates())
    .map(({ message }) => message?.['migrate_to_chat_id'] ?? message?.['migrate_from_chat_id'])
    .filter(Boolean);
  expect(service).toEqual([upgraded.id, group.id]);
});

test("an anonymous administrator's post comes from the group, their press from themselves", async () => {
  const forum = ann.createForum('Support');
  ann.addBot(forum, bot, 'all');
  ann.sendAnonymously(forum, 'who am I');
  await call('sendMessage', {
    chat_id: forum.id,
    text: 'card',
    reply_markup: { inline_keyboard: [[{ text: 'Take', callback_data: 't' }]] },
  });
  const card = emulator.transcript(forum).at(-1);
  const pressed = card ? ann.press(card, 'Take') : Promise.reject(new Error('no card'));

  const seen = await updates();
  const post = seen.find(({ message }) => message?.['text'] === 'who am I')?.['message'];
  expect(post).toMatchObject({ from: { id: 1087968824 }, sender_chat: { id: forum.id } });
  const query = seen.at(-1)?.['callback_query'];
  expect(query).toMatchObject({ from: { id: ann.id }, data: 't' });
  emulator.advance(16_000);
  const late = { callback_query_id: query?.['id'], text: 'late' };
  expect(await refusal('answerCallbackQuery', late)).toBe(
    '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
  void pressed;
});

test('a cut after accept leaves the message in the chat and says so in the log', async () => {
  ann.openDeepLink(bot);
  emulator.faults.add({ kind: 'cut-after-accept', times: 1 });
  await expect(call('sendMessage', { chat_id: ann.id, text: 'once' })).rejects.toThrow();
  emulator.faults.add({ kind: 'cut-before', times: 1 });
  await expect(call('sendMessage', { chat_id: ann.id, text: 'never' })).rejects.toThrow();
  const hang = emulator.faults.add({ kind: 'hang' });
  const hanging = call('sendMessage', { chat_id: ann.id, text: 'late' });
  await emulator.waitFor(() => hang.hits === 1);
  emulator.faults.remove(hang.id);
  await hanging;

  expect(emulator.transcript(ann.chatWith(bot)).map(({ text }) => text)).toEqual(['/start', 'once', 'late']);
  expect(emulator.requests.entries.map(({ outcome, isAnswered }) => [outcome?.isApplied, isAnswered])).toEqual([
    [true, false],
    [false, false],
    [true, true],
  ]);
});

test('an edit is told to the bot; reactions only when asked for; deletions never', async () => {
  const sent = ann.sendText(bot, 'helo');
  ann.edit(sent, 'hello');
  ann.react(sent, '👍');
  const [, edited, ...rest] = await updates();
  expect(edited?.['edited_message']).toMatchObject({ text: 'hello', message_id: sent.messageId });
  expect(rest).toEqual([]);
  await updates(0, ['message', 'message_reaction']);
  ann.react(sent, '🔥');
  ann.delete(sent);
  expect((await updates()).at(-1)?.['message_reaction']).toMatchObject({ new_reaction: [{ type: 'emoji', emoji: '🔥' }] });
  expect(await refusal('setMessageReaction', { chat_id: ann.id, message_id: sent.messageId, reaction: [] })).toBe(
    '400 Bad Request: message to react not found',
  );
});

test('confirmed updates are gone, a redelivered one comes back under its old id', async () => {
  ann.sendText(bot, 'one');
  ann.sendText(bot, 'two');
  const [first] = await updates();
  const id = first?.update_id ?? 0;
  expect((await updates(id + 1)).map(({ message }) => message?.['text'])).toEqual(['two']);
  emulator.redeliver(bot, id);
  expect((await updates(id + 2)).map(({ message }) => message?.['text'])).toEqual(['one']);
});
