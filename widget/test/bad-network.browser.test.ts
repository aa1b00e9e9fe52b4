import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listMessages } from '../../hub/api/customers/messages.ts';
import { hear, patience, useShop, wordsIn, write } from './use-shop.ts';

const shop = useShop();

async function messagesOf(conversationId: string) {
  const { items } = await shop().hub.client.call(listMessages, { params: { conversationId }, query: { limit: 50 } });
  return items.filter(({ kind }) => kind === 'text');
}

test('what both sides wrote while the visitor was cut off arrives once, in order, on its own', async () => {
  const { device, openChat, answer, conversationSaying, network } = shop();
  const { chat } = await openChat(await device());
  await write(chat, 'Do you engrave?');
  const { id } = await conversationSaying('Do you engrave?');
  await chat.locator('.fate', { hasText: 'Sent' }).waitFor();

  network.cut();
  onTestFinished(() => network.mend());
  await chat.getByText('No connection. What you write goes out once it is back.').first().waitFor();
  await answer(id, 'Up to twelve letters.');
  await write(chat, 'A name, perhaps');
  await chat.locator('.message.pending', { hasText: 'A name, perhaps' }).getByText('Goes out once you are online').waitFor();
  expect(await wordsIn(chat)).toEqual(['Do you engrave?', 'A name, perhaps']);
  expect((await messagesOf(id)).map(({ text }) => text)).toEqual(['Do you engrave?', 'Up to twelve letters.']);

  network.mend();
  const all = ['Do you engrave?', 'Up to twelve letters.', 'A name, perhaps'];
  await expect.poll(() => wordsIn(chat), patience).toEqual(all);
  await expect.poll(() => chat.locator('.message.pending').count(), patience).toBe(0);
  expect((await messagesOf(id)).map(({ text }) => text)).toEqual(all);
  await answer(id, 'Which one?');
  await hear(chat, 'Which one?');
});

test('what no event told, as where another hub than the visitor’s sent it, is there by itself, once and counted', async () => {
  const { device, openChat, answer, conversationSaying } = shop();
  const context = await device();
  await context.routeWebSocket(/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((packet) => server.send(packet));
    server.onMessage((packet) => {
      if (!/"(message|conversation)"/.test(packet.toString().slice(0, 40))) socket.send(packet);
    });
  });
  const { page, chat } = await openChat(context);
  await write(chat, 'Are you two?');
  const { id } = await conversationSaying('Are you two?');

  await answer(id, 'We are.');
  await hear(chat, 'We are.');
  expect(await wordsIn(chat)).toEqual(['Are you two?', 'We are.']);
  await page.evaluate('hub("close"), hub("onUnread", (count) => { window.unread = count; })');
  await answer(id, 'Both of us.');
  await expect.poll(() => page.evaluate('window.unread'), patience).toBe(1);
}, 120_000);

test('a file of 20 MB says how far it is, can be taken back halfway, and goes out with the next message', async () => {
  const { device, openChat, conversationSaying, network } = shop();
  const path = join(tmpdir(), `hubbub-${process.pid}-plan.bin`);
  const size = 20 * 1024 * 1024;
  await writeFile(path, Buffer.alloc(size, 7));
  onTestFinished(() => rm(path, { force: true }));
  onTestFinished(() => network.free());
  const { page, chat } = await openChat(await device());
  const choose = async () => {
    const chooser = page.waitForEvent('filechooser');
    await chat.getByRole('button', { name: 'Attach a file' }).click();
    await (await chooser).setFiles(path);
  };
  const name = path.split('/').at(-1) ?? '';
  const progress = chat.getByRole('progressbar', { name: `Uploading ${name}` });

  network.clog(2_000_000);
  await choose();
  const part = async () => Number(await progress.getAttribute('value'));
  await expect.poll(part, patience).toBeGreaterThan(0);
  expect(await part()).toBeLessThan(1);
  expect(await chat.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await chat.getByRole('button', { name: `Remove ${name}` }).click();
  await progress.waitFor({ state: 'detached' });
  network.free();

  await choose();
  await progress.waitFor({ state: 'detached' });
  await write(chat, 'The plan of our kitchen');
  const { id } = await conversationSaying('The plan of our kitchen');
  await chat.locator('.message.in:not(.pending)', { hasText: name }).waitFor();
  const [message, ...others] = await messagesOf(id);
  expect(others).toEqual([]);
  expect(message?.attachments).toMatchObject([{ name, size }]);
});
