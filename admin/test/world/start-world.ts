import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startTelegramEmulator, type TelegramEmulator } from '../../../bots/emulators/telegram/emulator.ts';
import { loadConfig } from '../../../hub/config.ts';
import { startLocalDatabase } from '../../../hub/database/local/start-local-database.ts';
import { startHub, type RunningHub } from '../../../hub/start.ts';
import { buildWorld, type AdminWorld } from './world.ts';

/** A filled hub outside of vitest: for pictures and for whoever works on the admin. */
export interface RunningWorld {
  running: RunningHub;
  telegram: TelegramEmulator;
  world: AdminWorld;
  stop(): Promise<void>;
}

/** Starts database, Telegram and hub on a folder of their own that goes away with them, and fills the workspace. */
export async function startWorld({
  port,
  publicUrl,
  environment = {},
}: {
  port: number;
  publicUrl: string;
  environment?: Record<string, string>;
}): Promise<RunningWorld> {
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'warn' });
  const dataDir = await mkdtemp(join(tmpdir(), 'hubbub-admin-'));
  const cacheDir = join(homedir(), '.cache/hubbub/local-database');
  const database = await startLocalDatabase({ dataDir, cacheDir, environment: process.env, log, progress: () => undefined });
  const telegram = await startTelegramEmulator();
  const config = loadConfig({
    MONGODB_URI: database.uri,
    HUB_DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    TELEGRAM_API_ROOT: telegram.url,
    PUSH_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'warn',
    ...environment,
  });
  const running = await startHub(config, { log });
  const world = await buildWorld({ hub: running.hub, url: running.url, telegram });
  return {
    running,
    telegram,
    world,
    async stop() {
      await running.stop();
      await telegram.stop();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
