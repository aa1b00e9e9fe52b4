import { autoRetry } from '@grammyjs/auto-retry';
import express from 'express';
import { Bot, GrammyError, InputFile, InputMediaBuilder, webhookCallback } from 'grammy';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmulatedBot } from './actors/handles.ts';
import type { EmulatedUser } from './actors/user.ts';
import { startTelegramEmulator, type TelegramEmulator } from './emulator.ts';
import { png } from './test-files.ts';

let emulator: TelegramEmulator;
let desk: EmulatedBot;
let ann: EmulatedUser;
let bot: Bot;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  desk = emulator.createBot({ username: 'desk_bot', name: 'Desk' });
  ann = emulator.createUser({ firstName: 'Ann', username: 'ann_smith' });
  bot = new Bot(desk.token, { client: { apiRoot: emulator.url } });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await emulator.stop();
});

function poll(): void {
  const running = bot.start();
  closing.push(async () => {
    await bot.stop();
    await running;
  });
}

const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof GrammyError ? `${error.error_code} ${error.description}` : error),
  );

test('polling: deep link, buttons and the answer to a press', async () => {
  bot.command('start', (ctx) =>
    ctx.reply(`Welcome from ${ctx.match}`, { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] } }),
  );
  bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery({ text: `You said ${ctx.callbackQuery.data}` }));
  poll();

  ann.openDeepLink(desk, 'ad');
  const greeting = await emulator.waitFor(() => emulator.transcript(ann.chatWith(desk)).find(({ text }) => text === 'Welcome from ad'));

  expect(await ann.press(greeting, 'Yes')).toEqual({ text: 'You said y', showAlert: false });
  expect(emulator.requests.of('sendMessage')).toMatchObject([
    { payload: { text: 'Welcome from ad' }, outcome: { ok: true }, isAnswered: true },
  ]);
});

test('a second poller gets 409 for the first one', async () => {
  const first = refusal(bot.api.getUpdates({ timeout: 30 }));
  await emulator.waitFor(() => true);
  while (!(await Promise.race([first.then(() => true), bot.api.getUpdates({ timeout: 0 }).then(() => false)])));

  expect(await first).toBe('409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running');
});

test('a document goes up and down again, byte for byte, under an id of its own for each bot', async () => {
  const other = emulator.createBot({ username: 'other_bot' });
  ann.openDeepLink(desk);
  ann.openDeepLink(other);
  const bytes = Buffer.from('order,sum\n1,2\n');

  const sent = await bot.api.sendDocument(ann.id, new InputFile(bytes, 'orders.csv'), { caption: 'Your orders' });
  const file = await bot.api.getFile(sent.document.file_id);
  const download = await fetch(`${emulator.url}/file/bot${desk.token}/${file.file_path}`);

  expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
  expect(sent.document).toMatchObject({ file_name: 'orders.csv', file_size: bytes.length });
  const second = new Bot(other.token, { client: { apiRoot: emulator.url } });
  expect(await refusal(second.api.sendDocument(ann.id, sent.document.file_id))).toBe(
    '400 Bad Request: wrong file identifier/HTTP URL specified',
  );
});

test('an album of uploads stays one album, its caption on the first part', async () => {
  ann.openDeepLink(desk);

  const album = await bot.api.sendMediaGroup(ann.id, [
    InputMediaBuilder.photo(new InputFile(png, 'a.png'), { caption: 'Two views' }),
    InputMediaBuilder.photo(new InputFile(png, 'b.png')),
  ]);

  expect(new Set(album.map((part) => ('media_group_id' in part ? part.media_group_id : part))).size).toBe(1);
  expect(album.map(({ caption }) => caption)).toEqual(['Two views', undefined]);
  expect(await refusal(bot.api.sendMediaGroup(ann.id, [InputMediaBuilder.photo(new InputFile(png))]))).toMatch(
    '400 Bad Request: media group',
  );
});

test("a customer's album reaches the bot as one update per part", async () => {
  const parts: (string | undefined)[] = [];
  bot.on(
    'message:photo',
    (ctx) => void parts.push(`${ctx.message.media_group_id ?? ''} ${ctx.message.caption ?? ''} ${ctx.message.photo.at(-1)?.width ?? 0}`),
  );
  poll();

  const file = { bytes: png, name: 'x.png' };
  ann.sendAlbum(
    desk,
    [
      { kind: 'photo', ...file },
      { kind: 'photo', ...file },
    ],
    { caption: 'Broken' },
  );
  await emulator.waitFor(() => emulator.pendingUpdates(desk) === 0 && parts.length === 2);

  const [group] = parts[0]?.split(' ') ?? [];
  expect(parts).toEqual([`${group} Broken 1`, `${group}  1`]);
});

test('webhook: the secret is checked, a failure is repeated under the same update_id, chats do not wait for each other', async () => {
  const seen: [number, string][] = [];
  let failures = 2;
  bot.on('message:text', (ctx) => {
    seen.push([ctx.update.update_id, ctx.message.text]);
    if (ctx.message.text === 'one' && failures-- > 0) throw new Error('down');
  });
  const app = express().use(express.json());
  app.post('/hook', webhookCallback(bot, 'express', { secretToken: 's3cret' }));
  app.use(
    (_error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => void response.sendStatus(500),
  );
  const server = app.listen(0);
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  emulator.delivery.retryMs = 10;

  await bot.api.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: 's3cret' });
  const bob = emulator.createUser({ firstName: 'Bob' });
  ann.sendText(desk, 'one');
  ann.sendText(desk, 'two');
  bob.sendText(desk, 'three');
  await emulator.waitFor(() => emulator.pendingUpdates(desk) === 0);

  const ofAnn = seen.filter(([, text]) => text !== 'three');
  expect(ofAnn.map(([, text]) => text)).toEqual(['one', 'one', 'one', 'two']);
  expect(new Set(ofAnn.slice(0, 3).map(([id]) => id)).size).toBe(1);
  expect(seen.findIndex(([, text]) => text === 'three')).toBeLessThan(3);
  expect((await bot.api.getWebhookInfo()).last_error_message).toContain('500');
  expect(await refusal(bot.api.getUpdates())).toMatch("409 Conflict: can't use getUpdates method while webhook is active");

  const [firstId] = ofAnn[0] ?? [0];
  emulator.redeliver(desk, firstId);
  await emulator.waitFor(() => seen.filter(([id]) => id === firstId).length === 4);
});

test('forum topics: created, closed, deleted and found gone', async () => {
  const forum = ann.createForum('Support');
  ann.addBot(forum, desk, 'all');

  const topic = await bot.api.createForumTopic(forum.id, '#1 Bob');
  const thread = { message_thread_id: topic.message_thread_id };
  await bot.api.sendMessage(forum.id, 'card', thread);
  await bot.api.closeForumTopic(forum.id, topic.message_thread_id);

  expect(await refusal(bot.api.sendMessage(forum.id, 'x', thread))).toBe('400 Bad Request: TOPIC_CLOSED');
  await bot.api.reopenForumTopic(forum.id, topic.message_thread_id);
  expect(
    emulator.transcript(forum, { thread: topic.message_thread_id }).map(({ text, service }) => text ?? Object.keys(service ?? {})[0]),
  ).toEqual(['forum_topic_created', 'card', 'forum_topic_closed', 'forum_topic_reopened']);
  ann.deleteTopic(forum, topic.message_thread_id);
  expect(await refusal(bot.api.sendMessage(forum.id, 'x', thread))).toBe('400 Bad Request: message thread not found');
  expect(await refusal(bot.api.sendMessage(forum.id, 'x', { message_thread_id: 1 }))).toBe('400 Bad Request: message thread not found');
});

test('inline mode: results, the chosen one in the chat, and its report', async () => {
  const chosen: string[] = [];
  bot.on('inline_query', (ctx) =>
    ctx.answerInlineQuery([
      { type: 'article', id: 'a1', title: 'Refund', input_message_content: { message_text: `Refund for ${ctx.inlineQuery.query}` } },
    ]),
  );
  bot.on('chosen_inline_result', (ctx) => void chosen.push(ctx.chosenInlineResult.result_id));
  bot.on('message:text', (ctx) => void chosen.push(`${ctx.message.via_bot?.username ?? ''}: ${ctx.message.text}`));
  poll();

  const { results } = await ann.inlineQuery(desk, '#12');
  ann.choose(desk, results[0] ?? {}, desk, { query: '#12' });

  await emulator.waitFor(() => emulator.pendingUpdates(desk) === 0 && chosen.length === 2);
  expect(chosen.sort()).toEqual(['a1', 'desk_bot: Refund for #12']);
});

test('the real budgets: the 21st message of a minute to a group is refused, and passes after the time named', async () => {
  await emulator.stop();
  emulator = await startTelegramEmulator({ limits: 'real' });
  const slow = emulator.createBot({ username: 'slow_bot' });
  const owner = emulator.createUser({ firstName: 'Olga' });
  const group = owner.createSupergroup('Team');
  owner.addBot(group, slow, 'all');
  const { api } = new Bot(slow.token, { client: { apiRoot: emulator.url } });
  for (let sent = 0; sent < 20; sent++) await api.sendMessage(group.id, `message ${sent}`);

  expect(await refusal(api.sendMessage(group.id, 'one too many'))).toMatch(/^429 Too Many Requests: retry after (59|60)$/);
  emulator.advance(60_000);
  expect(await refusal(api.sendMessage(group.id, 'a minute later'))).toBeNull();
});

test('an injected 429 is waited out by auto-retry, and counted', async () => {
  ann.openDeepLink(desk);
  emulator.faults.add({ kind: '429', method: 'send*', retryAfter: 0, times: 2 });
  bot.api.config.use(autoRetry());

  await bot.api.sendMessage(ann.id, 'at last');

  expect(emulator.requests.of('sendMessage').map(({ outcome }) => outcome?.errorCode ?? 'ok')).toEqual([429, 429, 'ok']);
  expect(emulator.faults.list()).toEqual([]);
});
