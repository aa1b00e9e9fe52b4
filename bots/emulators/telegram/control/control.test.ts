import { Bot } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTelegramEmulator, type TelegramEmulator } from '../emulator.ts';
import { png } from '../test-files.ts';

let emulator: TelegramEmulator;
beforeEach(async () => {
  emulator = await startTelegramEmulator();
});
afterEach(() => emulator.stop());

type Body = Record<string, unknown>;

async function api(verb: string, path: string, body?: Body, headers: Record<string, string> = {}): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${emulator.url}/emulator/api/${path}`, {
    method: verb,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Body }; // every answer of the control API is an object or a list
}

/** A page: every message of its socket, and a way to wait for one. */
function openPage() {
  const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/emulator/ws`);
  const seen: Body[] = [];
  const waiters = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    seen.push(JSON.parse(data.toString()) as Body); // objects only, by the protocol
    for (const wake of waiters) wake();
  });
  const next = (type: string, matches: (body: Body) => boolean = () => true) =>
    new Promise<Body>((resolve) => {
      const look = (): void => {
        const found = seen.find((body) => body['type'] === type && matches(body));
        if (!found) return;
        waiters.delete(look);
        resolve(found);
      };
      waiters.add(look);
      look();
    });
  return { next, close: () => socket.close() };
}

test('a page gets a snapshot, then sees what people and bots do', async () => {
  const shop = emulator.createBot({ username: 'shop_bot' });
  const page = openPage();
  expect(await page.next('snapshot')).toMatchObject({ bots: [{ username: 'shop_bot', mode: 'polling' }], users: [], chats: [] });

  const { body: user } = await api('POST', 'users', { firstName: 'Ann' });
  const { body: sent } = await api('POST', `users/${String(user['id'])}/text`, { botId: shop.id, text: 'hello' });
  await new Bot(shop.token, { client: { apiRoot: emulator.url } }).api.sendMessage(Number(user['id']), 'hi there');

  await page.next('user', (delta) => (delta['user'] as Body)['firstName'] === 'Ann');
  await page.next('message', ({ message }) => (message as Body)['text'] === 'hello');
  await page.next('message', ({ message }) => (message as Body)['text'] === 'hi there');
  await api('POST', `users/${String(user['id'])}/edit`, { ...sent, text: 'hello!' });
  await page.next('message', ({ message }) => (message as Body)['isEdited'] === true);
  page.close();
});

test('a page presses, sends albums, reads files and makes groups with topics', async () => {
  const desk = emulator.createBot({ username: 'desk_bot' });
  const ann = emulator.createUser({ firstName: 'Ann' });
  const item = { kind: 'photo', base64: png.toString('base64'), name: 'a.png' };
  const { body: album } = await api('POST', `users/${ann.id}/album`, { botId: desk.id, items: [item, item], caption: 'Two' });
  expect(album).toHaveLength(2);
  const [photo] = emulator.transcript(ann.chatWith(desk));
  const file = await fetch(`${emulator.url}/emulator/files/${photo?.media?.key ?? ''}`);
  expect([file.headers.get('content-type'), Buffer.from(await file.arrayBuffer()).equals(png)]).toEqual(['image/png', true]);

  const { body: forum } = await api('POST', 'groups', { userId: ann.id, title: 'Support', type: 'forum' });
  const key = String(forum['key']);
  await api('POST', `groups/${key}/bots`, { userId: ann.id, botId: desk.id, rights: 'all' });
  const { body: topic } = await api('POST', `groups/${key}/topics`, { userId: ann.id, name: 'Bob' });
  await api('POST', `groups/${key}/topics/${String(topic['thread'])}/close`, { userId: ann.id });
  expect(emulator.topics({ key })).toMatchObject([{ name: 'Bob', isClosed: true }]);
  await api('POST', `groups/${key}/topics/${String(topic['thread'])}/delete`, { userId: ann.id });
  expect(emulator.topics({ key })).toEqual([]);
});

test('faults, budgets and time are switched from the page', async () => {
  const { body: fault } = await api('POST', 'faults', { kind: '500', method: 'getMe' });
  const bot = emulator.createBot({ username: 'x_bot' });
  expect((await fetch(`${emulator.url}/bot${bot.token}/getMe`)).status).toBe(500);
  await api('DELETE', `faults/${String(fault['id'])}`);
  expect((await fetch(`${emulator.url}/bot${bot.token}/getMe`)).status).toBe(200);
  expect((await api('PUT', 'limits', { limits: 'real' })).body).toMatchObject({ limits: { groupPerMinute: 20 } });
  const before = emulator.clock.now();
  await api('POST', 'clock', { advanceMs: 60_000 });
  expect(emulator.clock.now()).toBeGreaterThanOrEqual(before + 60_000);
});

test('what cannot be done is said, and foreign sites are kept out', async () => {
  const ann = emulator.createUser({ firstName: 'Ann' });
  expect(await api('POST', `users/${ann.id}/text`, { text: 'to nobody' })).toMatchObject({
    status: 400,
    body: { error: 'Name the chat by chatKey or botId' },
  });
  expect((await api('POST', 'nothing', {})).status).toBe(404);
  expect((await api('GET', 'state', undefined, { origin: 'https://evil.example' })).status).toBe(403);
});
