import type { Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { addChannel } from '../../hub/api/customers/channels.ts';
import { listConversations } from '../../hub/api/customers/conversations.ts';
import { sendMessage } from '../../hub/api/customers/messages.ts';
import { updateWidget } from '../../hub/api/widget/settings.ts';
import { violationsOf } from '../../admin/test/axe.ts';
import { useHelpBox } from './use-help-box.ts';

const helpBox = useHelpBox();
const patience = { timeout: 20_000 };
/** What the page's worker keeps, as text. */
const keptByWorker = `(async () => {
  const cache = await caches.open('helpbox');
  return Promise.all((await cache.keys()).map(async ({ url }) => ({ path: new URL(url).pathname, text: await (await cache.match(url)).text() })));
})()`;

async function say(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.getByRole('textbox', { name: 'Write a message' }).press('Enter');
  await page.locator('.message.in', { hasText: text }).waitFor(patience);
}

async function answer(conversationId: string, text: string) {
  await helpBox().hub.client.call(sendMessage, { params: { conversationId }, body: { kind: 'text', text } });
}

/** The conversation in which somebody wrote this last. */
async function conversationSaying(text: string) {
  return vi.waitFor(async () => {
    const { items } = await helpBox().hub.client.call(listConversations, { query: {} });
    const found = items.find(({ preview }) => preview === text);
    expect(found).toBeDefined();
    return found!;
  }, patience);
}

test('a visitor writes on the page and is answered, installs it, and reads it without a connection', async () => {
  const { visitor, open, path } = helpBox();
  const context = await visitor({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/ });
  const page = await open(context);
  expect(await page.title()).toBe('Garden Shop');
  await say(page, 'Do you sell tulips?');
  const { id } = await conversationSaying('Do you sell tulips?');
  await answer(id, 'We do, in spring');
  await page.locator('.message.out', { hasText: 'in spring' }).waitFor(patience);
  expect(await violationsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Share this page' }).click();
  await page.getByRole('dialog', { name: 'Share this page' }).getByRole('img').waitFor();
  expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toMatch(new RegExp(`${path}$`));
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');

  const manifest = (await (await page.request.get((await page.locator('link[rel=manifest]').getAttribute('href')) ?? '')).json()) as {
    name: string;
    start_url: string;
    scope: string;
    display: string;
    icons: { src: string; sizes: string; type: string }[];
  };
  expect(manifest).toMatchObject({ name: 'Garden Shop', start_url: path, scope: path, display: 'standalone' });
  for (const { src, sizes, type } of manifest.icons) {
    const size = await page.evaluate(
      `(async () => { const image = new Image(); image.src = '${src}'; await image.decode(); return image.naturalWidth + 'x' + image.naturalHeight; })()`,
    );
    expect(sizes === 'any' ? type : size).toBe(sizes === 'any' ? 'image/svg+xml' : sizes);
  }
  const kept = () => page.evaluate<{ path: string; text: string }[]>(keptByWorker);
  await vi.waitFor(async () => expect((await kept()).filter(({ path: file }) => file.includes('mount-chat'))).toHaveLength(2), patience);
  expect((await kept()).map(({ path: file }) => file)).toContain(path);
  await vi.waitFor(async () => expect(await page.evaluate('Object.keys(localStorage).join()')).toContain(':read'), patience);
  const everything = JSON.stringify([await kept(), await page.evaluate('Object.values(localStorage)')]);
  expect(everything).toContain('in spring');
  expect(everything).not.toMatch(/eyJ[\w-]+\.eyJ/);

  await context.setOffline(true);
  await page.reload();
  await page.locator('.message.out', { hasText: 'in spring' }).waitFor(patience);
  await page.getByText('No connection. What you write goes out once it is back.').first().waitFor(patience);
  await context.setOffline(false);
  await say(page, 'Back again');
  await conversationSaying('Back again');

  // Forgotten on this device: nothing of it is left to be read.
  await page.getByRole('button', { name: 'Forget this chat on this device' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget this chat on this device' }).click();
  await page
    .locator('.message')
    .first()
    .waitFor({ state: 'detached', ...patience });
  await page.reload();
  await page.getByRole('textbox', { name: 'Write a message' }).waitFor(patience);
  expect(await page.locator('.message').count()).toBe(0);
});

test('a chat begun on the page is carried on in Telegram, and the page says where it went', async () => {
  const { hub, visitor, open } = helpBox();
  const bot = hub.telegram.createBot({ username: 'garden_bot' });
  const { id: channelId } = await hub.client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  await hub.client.call(updateWidget, { body: { carryOnChannelId: channelId } });
  const ann = hub.telegram.createUser({ firstName: 'Ann' });
  const context = await visitor();
  // Telegram itself is not reached from here: where the link leads is what counts.
  await context.route('https://t.me/**', (route) => route.fulfill({ body: 'Telegram' }));
  const page = await open(context);
  await say(page, 'May I go?');
  const { id } = await conversationSaying('May I go?');

  await page.getByRole('button', { name: 'More' }).click();
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Continue in Telegram' }).click();
  const telegram = await opened;
  await telegram.waitForURL(/^https:\/\/t\.me\//, patience);
  ann.openDeepLink(bot, new URL(telegram.url()).searchParams.get('start') ?? '');

  await page.getByText('This conversation goes on in Telegram.').waitFor(patience);
  await answer(id, 'Welcome to Telegram');
  await vi.waitFor(
    () => expect(hub.telegram.transcript(ann.chatWith(bot)).map(({ text }) => text)).toContain('Welcome to Telegram'),
    patience,
  );
  expect(await page.getByRole('link', { name: 'Open Telegram' }).getAttribute('href')).toBe('https://t.me/garden_bot');
  expect(await violationsOf(page)).toEqual([]);
  await say(page, 'And now here');
  const next = await conversationSaying('And now here');
  expect(next.id).not.toBe(id);
});

test('the widget hands its visitor over to the page, once', async () => {
  const { visitor, open, widget } = helpBox();
  const context = await visitor({ expectedErrors: /403/ });
  const session = (await (await context.request.post('/api/widget/v1/session', { data: { widgetKey: widget.widgetKey } })).json()) as {
    token: string;
    visitorSecret: string;
  };
  const as = { headers: { authorization: `Bearer ${session.token}` } };
  const { conversation } = (await (
    await context.request.post('/api/widget/v1/messages', { ...as, data: { clientId: 'w1', text: 'Begun in the widget' } })
  ).json()) as { conversation: { id: string } };
  const { code } = (await (
    await context.request.post('/api/widget/v1/session/handover', { ...as, data: { visitorSecret: session.visitorSecret } })
  ).json()) as { code: string };

  const page = await open(context, `?conversation=${conversation.id}#as=${code}`);
  await page.getByText('Begun in the widget').waitFor(patience);
  expect(page.url()).not.toContain(code);
  await page.reload();
  await page.getByText('Begun in the widget').waitFor(patience);

  const stranger = await visitor({ expectedErrors: /403/ });
  const other = await open(stranger, `#as=${code}`);
  await other.getByRole('textbox', { name: 'Write a message' }).waitFor(patience);
  await vi.waitFor(async () => expect(await other.evaluate('Object.keys(localStorage).length')).toBeGreaterThan(0), patience);
  expect(await other.getByText('Begun in the widget').count()).toBe(0);
});
