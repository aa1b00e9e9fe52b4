import { Telegraf, TelegramError } from 'telegraf';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmulatedBot } from './actors/handles.ts';
import type { EmulatedUser } from './actors/user.ts';
import { startTelegramEmulator, type TelegramEmulator } from './emulator.ts';
import { png } from './test-files.ts';

let emulator: TelegramEmulator;
let shop: EmulatedBot;
let bob: EmulatedUser;
let bot: Telegraf;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  shop = emulator.createBot({ username: 'shop_bot' });
  bob = emulator.createUser({ firstName: 'Bob', languageCode: 'ru' });
  bot = new Telegraf(shop.token, { telegram: { apiRoot: emulator.url } });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await emulator.stop();
});

const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof TelegramError ? `${error.code} ${error.description}` : error),
  );

test('polling: start payload, a photo up, and the press', async () => {
  bot.start((ctx) =>
    ctx.replyWithPhoto(
      { source: png, filename: 'menu.png' },
      { caption: ctx.payload, reply_markup: { inline_keyboard: [[{ text: 'Buy', callback_data: 'buy' }]] } },
    ),
  );
  bot.on('callback_query', (ctx) => ctx.answerCbQuery('Bought', { show_alert: true }));
  void bot.launch();
  closing.push(() => bot.stop());

  bob.openDeepLink(shop, 'menu');
  const photo = await emulator.waitFor(() => emulator.transcript(bob.chatWith(shop)).find(({ media }) => media?.kind === 'photo'));

  expect(photo).toMatchObject({ caption: 'menu', media: { size: png.length } });
  expect(await bob.press(photo, 'buy')).toMatchObject({ text: 'Bought', showAlert: true });
});

test('webhook: updates come with the secret, and a call in the answer is carried out', async () => {
  const app = express();
  app.use(bot.webhookCallback('/hook', { secretToken: 'abc' }));
  const server = app.listen(0);
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  bot.on('message', (ctx) => ctx.sendChatAction('typing'));
  const { port } = server.address() as AddressInfo;

  await bot.telegram.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: 'abc' });
  bob.sendText(shop, 'hello');
  await emulator.waitFor(() => emulator.requests.of('sendChatAction').some(({ outcome }) => outcome?.ok));

  expect((await bot.telegram.getWebhookInfo()).pending_update_count).toBe(0);
});

test('albums, topics, edits and refusals come in the words of Telegram', async () => {
  bob.openDeepLink(shop);
  const [first] = await bot.telegram.sendMediaGroup(bob.id, [
    { type: 'document', media: { source: Buffer.from('a'), filename: 'a.txt' } },
    { type: 'document', media: { source: Buffer.from('b'), filename: 'b.txt' } },
  ]);
  const link = await bot.telegram.getFileLink(first && 'document' in first ? first.document.file_id : '');
  const sent = await bot.telegram.sendMessage(bob.id, 'hi');

  expect(await (await fetch(link)).text()).toBe('a');
  expect(await refusal(bot.telegram.editMessageText(bob.id, sent.message_id, undefined, 'hi'))).toMatch(
    '400 Bad Request: message is not modified',
  );
  expect(await refusal(bot.telegram.editMessageText(bob.id, 999, undefined, 'hi'))).toBe('400 Bad Request: message to edit not found');
  expect(await refusal(bot.telegram.createForumTopic(bob.id, 'x'))).toBe('400 Bad Request: the chat is not a forum');
  bob.block(shop);
  expect(await refusal(bot.telegram.sendMessage(bob.id, 'hi'))).toBe('403 Forbidden: bot was blocked by the user');
  expect(await refusal(new Telegraf('1:wrong', { telegram: { apiRoot: emulator.url } }).telegram.getMe())).toBe('401 Unauthorized');
});

test('429 and its retry_after arrive as Telegraf expects them', async () => {
  bob.openDeepLink(shop);
  emulator.faults.add({ kind: '429', bot: 'shop_bot', retryAfter: 7 });

  await expect(bot.telegram.sendMessage(bob.id, 'x')).rejects.toMatchObject({
    response: { error_code: 429, parameters: { retry_after: 7 } },
  });
});
