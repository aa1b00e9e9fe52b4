import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmulatedBot } from '../actors/handles.ts';
import type { EmulatedUser } from '../actors/user.ts';
import { startTelegramEmulator, type TelegramEmulator } from '../emulator.ts';

let emulator: TelegramEmulator;
let bot: EmulatedBot;
let people: EmulatedUser[];
let server: Server | undefined;

beforeEach(async () => {
  emulator = await startTelegramEmulator({ delivery: { retryMs: 5 } });
  bot = emulator.createBot({ username: 'desk_bot' });
  people = ['Ann', 'Bob', 'Cid'].map((firstName) => emulator.createUser({ firstName }));
});
afterEach(async () => {
  await emulator.stop();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

interface Update {
  update_id: number;
  message: { text: string; chat: { id: number } };
}

async function call(method: string, query: Record<string, string> = {}): Promise<{ ok: boolean; result: unknown; description?: string }> {
  const response = await fetch(`${emulator.url}/bot${bot.token}/${method}?${new URLSearchParams(query).toString()}`);
  return (await response.json()) as { ok: boolean; result: unknown; description?: string }; // what the Bot API promises
}
const poll = async (query: Record<string, string> = {}): Promise<Update[]> => (await call('getUpdates', query)).result as Update[]; // only messages here

/** A webhook whose answers the test decides; sets it and notes what came. */
async function listen(
  answer: (update: Update, secret: string | undefined) => number | Promise<number>,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const secret = request.headers['x-telegram-bot-api-secret-token'];
      void Promise.resolve(answer(JSON.parse(text) as Update, typeof secret === 'string' ? secret : undefined)).then((status) =>
        response.writeHead(status, status === 200 ? {} : headers).end(),
      );
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  await call('setWebhook', { url: `http://127.0.0.1:${port}/`, ...query });
}

test('a long poll returns as soon as something arrives, and empty after its timeout', async () => {
  const waiting = poll({ timeout: '30' });
  await emulator.waitFor(() => true);
  people[0]?.sendText(bot, 'now');

  expect((await waiting).map(({ message }) => message.text)).toEqual(['now']);
  const [last] = await poll();
  const started = performance.now();
  expect(await poll({ offset: String((last?.update_id ?? 0) + 1), timeout: '1' })).toEqual([]);
  expect(performance.now() - started).toBeGreaterThan(950);
});

test('limit and a negative offset take a part of the queue', async () => {
  for (const text of ['a', 'b', 'c', 'd']) people[0]?.sendText(bot, text);

  expect((await poll({ limit: '2' })).map(({ message }) => message.text)).toEqual(['a', 'b']);
  expect((await poll({ offset: '-1' })).map(({ message }) => message.text)).toEqual(['d']);
  expect(emulator.pendingUpdates(bot)).toBe(1);
});

test('duplicated and shuffled updates carry the same ids in another order', async () => {
  for (let index = 0; index < 20; index++) people[0]?.sendText(bot, String(index));
  Object.assign(emulator.delivery, { duplicates: 1, shuffle: true });

  const ids = (await poll()).map(({ update_id }) => update_id);

  expect(ids).toHaveLength(40);
  expect(new Set(ids).size).toBe(20);
  expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
});

test('a chat waits for its own failed update only, and at most max_connections are open', async () => {
  let open = 0;
  let most = 0;
  const answered: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  await listen(
    async ({ message }) => {
      most = Math.max(most, ++open);
      if (message.text === 'slow') await gate;
      open--;
      answered.push(message.text);
      return 200;
    },
    { max_connections: '2' },
  );

  people[0]?.sendText(bot, 'slow');
  people[0]?.sendText(bot, 'after slow');
  for (let index = 0; index < 5; index++) people[1]?.sendText(bot, `b${index}`);
  for (let index = 0; index < 5; index++) people[2]?.sendText(bot, `c${index}`);
  await emulator.waitFor(() => emulator.pendingUpdates(bot) === 2);
  expect(answered).not.toContain('after slow');
  release();
  await emulator.waitFor(() => emulator.pendingUpdates(bot) === 0);

  expect(answered.slice(-2)).toEqual(['slow', 'after slow']);
  expect(answered.filter((text) => text.startsWith('b'))).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
  expect(most).toBe(2);
});

test('Retry-After puts the next try off, the secret comes with every one', async () => {
  const times: number[] = [];
  const secrets = new Set<string | undefined>();
  await listen(
    (_update, secret) => {
      secrets.add(secret);
      times.push(performance.now());
      return times.length === 1 ? 503 : 200;
    },
    { secret_token: 'abc_1' },
    { 'retry-after': '1' },
  );

  people[0]?.sendText(bot, 'x');
  await emulator.waitFor(() => emulator.pendingUpdates(bot) === 0);

  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950);
  expect([...secrets]).toEqual(['abc_1']);
});

test('what a deleted webhook had not taken is polled; a hook on a far host has to be https', async () => {
  await listen(() => 500);
  people[0]?.sendText(bot, 'kept');
  await emulator.waitFor(() => emulator.pendingUpdates(bot) === 1);
  await call('deleteWebhook');

  expect((await poll()).map(({ message }) => message.text)).toEqual(['kept']);
  expect((await call('setWebhook', { url: 'http://example.com/' })).description).toBe(
    'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  );
  expect((await call('setWebhook', { url: 'https://example.com/', secret_token: 'not allowed!' })).ok).toBe(false);
});
