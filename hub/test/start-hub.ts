import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import type { AnyChannel } from '../../bots/contract/channel.ts';
import { createClient, type Client } from '../api/client.ts';
import { permission } from '../api/permissions.ts';
import { loadConfig } from '../config.ts';
import type { ObjectId } from '../core/ids.ts';
import { connectDatabase } from '../database/connection.ts';
import { startHub, type RunningHub } from '../start.ts';
import { emptyDatabase, testDatabaseUri } from './database.ts';
import { buildAgent, buildToken, buildWorkspace, type BuiltAgent } from './factories.ts';

/** A whole hub under test: its own database, a Telegram of its own, a workspace and a token that may do everything. */
export interface TestHub extends RunningHub {
  telegram: TelegramEmulator;
  workspaceId: ObjectId;
  token: string;
  /** Calls the API with the workspace's token. */
  client: Client;
  /** A seat in the workspace. */
  addAgent(given?: Parameters<typeof buildAgent>[1]): Promise<BuiltAgent>;
}

/** Starts a hub for a test file, with a clock or channels of its own where they are given, and stops it afterwards; ask for it inside tests only. */
export function useHub(
  environment: Record<string, string> = {},
  given: { moreProviders?: readonly AnyChannel[]; now?: () => Date } = {},
): () => TestHub {
  let running: TestHub | undefined;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hubbub-test-'));
    const telegram = await startTelegramEmulator();
    const config = loadConfig({
      MONGODB_URI: testDatabaseUri(),
      HUB_DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      TELEGRAM_API_ROOT: telegram.url,
      ...environment,
    });
    const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
    const leftovers = await connectDatabase({ uri: testDatabaseUri(), log });
    await emptyDatabase();
    await leftovers.close();
    const started = await startHub(config, { log, monitorCommands: true, ...given });
    const { _id: workspaceId } = await buildWorkspace(started.hub);
    const token = await buildToken(started.hub, workspaceId, permission.options);
    running = {
      ...started,
      telegram,
      workspaceId,
      token,
      client: createClient({ baseUrl: started.url, token }),
      addAgent: (given = {}) => buildAgent(started.hub, { workspaceId, ...given }),
    };
  });

  afterAll(async () => {
    await running?.stop();
    await running?.telegram.stop();
    await rm(folder, { recursive: true, force: true });
  });

  return () => {
    if (!running) throw new Error('the hub runs only inside tests');
    return running;
  };
}
