import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { startTelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import { createClient } from '../api/client.ts';
import { listConversations } from '../api/customers/conversations.ts';
import { loadConfig } from '../config.ts';
import { startHub } from '../start.ts';
import { testPassword } from '../test/factories.ts';
import { runCli } from './run-cli.fixture.ts';

const setup = ['setup', '--email', 'me@example.com', '--password', testPassword, '--workspace', 'Acme'];

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hubbub-cli-local-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('beside a running hub it uses that hub’s local database, and a channel it adds works within seconds', async () => {
  const telegram = await startTelegramEmulator();
  onTestFinished(() => telegram.stop());
  const environment = {
    HUB_DATA_DIR: await makeFolder(),
    LOCAL_DATABASE_CACHE: inject('databaseCacheDir'),
    TELEGRAM_API_ROOT: telegram.url,
    HOST: '127.0.0.1',
  };
  const running = await startHub(loadConfig({ ...environment, PORT: '0' }), { log: pino({ level: 'silent' }) });
  onTestFinished(() => running.stop());
  const bot = telegram.createBot({ username: 'beside_bot' });

  const made = await runCli(setup, { environment });
  const added = await runCli(['channel', 'add', 'telegram', '--set', 'botToken=-', '--json'], { environment, input: bot.token });
  telegram.createUser({ firstName: 'Ann' }).sendText(bot, 'Is anybody there?');

  expect([made.code, made.stderr, added.code]).toEqual([0, expect.not.stringContaining('Starting'), 0]);
  const { accessToken: token } = made.json as { accessToken: string };
  const client = createClient({ baseUrl: running.url, token });
  await vi.waitFor(
    async () => {
      const { items } = await client.call(listConversations, { query: {} });
      expect(items.map(({ preview }) => preview)).toEqual(['Is anybody there?']);
    },
    { timeout: 20_000, interval: 200 },
  );
});

test('without a hub it starts the local database for its own duration, again and again on the same data', async () => {
  const environment = { HUB_DATA_DIR: await makeFolder(), LOCAL_DATABASE_CACHE: inject('databaseCacheDir') };

  const made = await runCli(setup, { environment });
  const again = await runCli(setup, { environment });

  expect([made.code, again.code, again.stderr]).toEqual([0, 1, expect.stringContaining('set up already')]);
});
