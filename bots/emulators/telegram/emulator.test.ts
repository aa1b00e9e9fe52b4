import { Bot } from 'grammy';
import { afterEach, expect, test } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from './emulator.ts';

let emulator: TelegramEmulator | undefined;
afterEach(async () => {
  await emulator?.stop();
});

test('a grammY bot answers by long polling', async () => {
  emulator = await startTelegramEmulator();
  const shop = emulator.createBot({ username: 'shop_bot' });
  const ann = emulator.createUser({ firstName: 'Ann' });
  const bot = new Bot(shop.token, { client: { apiRoot: emulator.url } });
  bot.command('start', (ctx) =>
    ctx.reply(`Welcome from ${ctx.match}`, { reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] } }),
  );
  bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery({ text: `You said ${ctx.callbackQuery.data}` }));
  const running = bot.start();

  ann.openDeepLink(shop, 'ad');
  const chat = ann.chatWith(shop);
  const greeting = await emulator.waitFor(() => emulator?.transcript(chat).find(({ text }) => text === 'Welcome from ad'));
  const answer = await ann.press(greeting, 'Yes');

  expect(answer).toEqual({ text: 'You said y', showAlert: false });
  expect(emulator.requests.of('sendMessage')).toHaveLength(1);
  await bot.stop();
  await running;
});
