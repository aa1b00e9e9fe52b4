import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startTelegramEmulator, type TelegramEmulator } from '../../../bots/emulators/telegram/emulator.ts';
import type { EmulatedBot } from '../../../bots/emulators/telegram/actors/handles.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { createClient, type Client } from '../../api/client.ts';
import { permission } from '../../api/permissions.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Channel } from '../../domain/channel/model.ts';
import { emptyDatabase } from '../database.ts';
import { buildToken, buildWorkspace } from '../factories.ts';
import { createTestHub } from '../start-http.ts';
import { createHistory, type Checked } from './history.ts';
import { useOwnDatabase, useTestDatabase } from './databases.ts';
import { startHubProcess, type HubProcess } from './hub-process.ts';

/** A bot that the hub is connected to. */
export interface Shop {
  bot: EmulatedBot;
  channelId: string;
  webhookSecret: string;
}

/** Hubs in processes of their own around one database and one emulated Telegram. */
export interface FaultWorld extends Checked {
  telegram: TelegramEmulator;
  workspaceId: ObjectId;
  token: string;
  /** For factories and verbs called directly; nothing of it runs. */
  hub: Hub;
  /** The address of the hub that was started last. */
  url(): string;
  /** The data folder of the file's own database. */
  databaseFolder(): string;
  /** Starts one more hub. */
  startHub(environment?: Record<string, string>): Promise<HubProcess>;
  /** Calls the API of the hub started last, or of `url`. */
  client(url?: string): Client;
  /** Connects a new bot of the emulated Telegram to the hub. */
  connectBot(options?: { newAfterClosedHours?: number }): Promise<Shop>;
}

/** Leases short enough to wait for, longer than a busy machine stalls. */
const quickLeases = { OUTBOUND_LEASE_SECONDS: '3', LEASE_SECONDS: '3' };
const secret = 'a secret for tests that is long enough to be one';

/**
 * Gives each test of a file a world of its own over the test run's database, or, where a test does harm to its database, over one
 * that is started for the file. Ask for it inside tests only.
 */
export function useFaultWorld({ ownDatabase = false }: { ownDatabase?: boolean } = {}): () => FaultWorld {
  const database = ownDatabase ? useOwnDatabase() : useTestDatabase();
  let world: FaultWorld | undefined;
  let running: HubProcess[] = [];
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hubbub-faults-'));
  });
  beforeEach(async () => {
    await emptyDatabase();
    const telegram = await startTelegramEmulator({ requestLogLimit: 1_000_000 });
    const hub = createTestHub();
    const { _id: workspaceId } = await buildWorkspace(hub);
    const token = await buildToken(hub, workspaceId, permission.options);
    const url = () => running.findLast(({ url: address }) => address !== '')?.url ?? '';
    const client = (baseUrl = url()) => createClient({ baseUrl, token });
    world = {
      telegram,
      hub,
      workspaceId,
      token,
      history: createHistory(),
      carriedOut: () =>
        telegram.requests.of('sendMessage').flatMap(({ outcome, chatId, payload }) => {
          return outcome?.isApplied ? [{ chatId: String(chatId), text: String(payload['text']) }] : [];
        }),
      async pending() {
        const channels = await Channel.find({}).select({ account: 1 }).lean();
        const bots = channels.flatMap(({ account }) => (account ? [{ id: Number(account.externalId) }] : []));
        return bots.reduce((sum, bot) => sum + telegram.pendingUpdates(bot), 0);
      },
      databaseFolder: () => database().folder,
      url,
      client,
      async startHub(environment = {}) {
        const started = await startHubProcess({
          MONGODB_URI: database().uri,
          HUB_DATA_DIR: folder,
          HUB_SECRET: secret,
          TELEGRAM_API_ROOT: telegram.url,
          ...quickLeases,
          ...environment,
        });
        running.push(started);
        return started;
      },
      async connectBot(options = {}) {
        const bot = telegram.createBot({ username: `shop_${telegram.requests.entries.length}_${Date.now()}_bot` });
        const webhookSecret = `secret_of_${bot.id}`;
        const { id } = await client().call(addChannel, {
          body: { provider: 'telegram', settings: { botToken: bot.token, webhookSecret }, ...options },
        });
        return { bot, channelId: id, webhookSecret };
      },
    };
  });
  afterEach(async () => {
    await Promise.all(running.map((hub) => hub.destroy()));
    running = [];
    await world?.telegram.stop();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  return () => {
    if (!world) throw new Error('the world exists only inside tests');
    return world;
  };
}
