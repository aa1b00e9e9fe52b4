import { mkdtemp } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startTelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import { loadConfig } from '../../hub/config.ts';
import { startLocalDatabase } from '../../hub/database/local/start-local-database.ts';
import { startHub } from '../../hub/start.ts';
import { testPassword } from '../../hub/test/factories.ts';
import { serveSources } from './world/vite-server.ts';
import { buildWorld } from './world/world.ts';

// The admin from its sources over a filled hub, for whoever works on it: `npm run dev:admin -- 4100`, then open what it prints.
const port = Number(process.argv[2] ?? 4100);
const log = pino({ level: process.env['LOG_LEVEL'] ?? 'warn' });
const dataDir = await mkdtemp(join(tmpdir(), 'hubbub-admin-'));
const database = await startLocalDatabase({
  dataDir,
  cacheDir: join(homedir(), '.cache/hubbub/local-database'),
  environment: process.env,
  log,
  progress: () => undefined,
});
const telegram = await startTelegramEmulator();
const config = loadConfig({
  MONGODB_URI: database.uri,
  HUB_DATA_DIR: dataDir,
  HOST: '127.0.0.1',
  PORT: String(port + 1),
  PUBLIC_URL: `http://localhost:${port}`,
  TELEGRAM_API_ROOT: telegram.url,
  LOG_LEVEL: 'warn',
});
const running = await startHub(config, { log });
const world = await buildWorld({ hub: running.hub, url: running.url, telegram });
const sources = await serveSources(running.url, port);
process.stdout.write(
  `\nThe admin: ${sources.url}/admin/  (log in as ${world.ada.user.email}, password "${testPassword}"; also boris@example.com, chen@example.com)\n` +
    `The hub: ${running.url}   Telegram (emulated): ${telegram.url}\n\n`,
);
const stop = (): void => {
  void sources
    .stop()
    .then(() => running.stop())
    .then(() => telegram.stop())
    .then(() => database.stop())
    .then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
