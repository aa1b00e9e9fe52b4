import { createWriteStream, type WriteStream } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startTelegramEmulator } from '../../bots/emulators/telegram/emulator.ts';
import { environment } from '../config.ts';
import type { Progress } from '../database/local/progress.ts';
import { startLocalDatabase } from '../database/local/start-local-database.ts';
import { buildAdmin } from '../../.config/admin/build-admin.ts';
import { buildMissingWidget } from '../../.config/widget/build-widget.ts';
import { buildPage } from './build-page.ts';
import { createCast } from './cast.ts';
import { takeDataFolder } from './data-folder.ts';
import { createHubProcess, type HubProcess } from './hub-process.ts';
import { joinTeam } from './join-team.ts';
import { startPageServer } from './page-server.ts';
import { startMessengers, type StartedMessenger } from './messengers/start-messengers.ts';
import { setUpWorkspace } from './set-up.ts';
import { startShop } from './shop/shop-server.ts';
import { createWatch } from './watch-hub.ts';

/** How the playground is started. */
export interface PlaygroundOptions {
  /** Port of the page; 0 takes a free one. */
  port: number;
  /** Port of the hub; 0 takes a free one. */
  hubPort: number;
  /** Port of the demo shop; 0 takes a free one. */
  shopPort: number;
  /** Folder for this run's database, files and log; emptied at the start, removed at the end. */
  dataDir: string;
  log: Logger;
  progress: Progress;
}

/** A running playground. */
export interface Playground {
  url: string;
  hubUrl: string;
  /** The demo shop, and the site beside it that makes it hard. */
  shopUrl: string;
  hostileUrl: string;
  emulatorUrl: string;
  login: { email: string; password: string };
  /** Where all that the hub prints goes. */
  hubLog: string;
  stop(): Promise<void>;
}

/** Who writes from WhatsApp, Instagram and VK. */
const appsCustomer = 'Kim Park';

/** Starts everything, sets the workspace up and opens the page's server. What was started is stopped again when something fails. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return { ...(await startParts(options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: PlaygroundOptions, undo: (() => Promise<void>)[]): Promise<Omit<Playground, 'stop'>> {
  const { log, progress, port, hubPort, shopPort } = options;
  const data = await takeDataFolder(options.dataDir, log);
  undo.push(() => data.remove());
  await buildAdmin((what) => progress({ what }));
  await buildMissingWidget((what) => progress({ what }));
  const folder = await buildPage();
  const emulator = await startTelegramEmulator();
  undo.push(() => emulator.stop());
  const started = await startMessengers(undo);
  const database = await startDatabase(data.path, log, progress);
  undo.push(() => database.stop());

  const hubLog = join(data.path, 'hub.log');
  const output = createWriteStream(hubLog);
  undo.push(() => closed(output));
  const hub = createHubProcess({ port: hubPort, environment: hubEnvironment(data.path, database.uri, emulator.url, started), output });
  undo.push(() => hub.stop());
  progress({ what: 'the hub' });
  await hub.start();

  progress({ what: 'the workspace' });
  const cast = createCast(emulator);
  const workspace = await setUpWorkspace(hub.url(), setupTokenOf(hub), cast);
  const stage = { client: workspace.client, hubUrl: hub.url(), customer: appsCustomer };
  const messengers = await Promise.all(started.map((messenger) => messenger.connect(stage)));
  const forum = await joinTeam(emulator, cast, workspace);
  const shop = await startShop({ hubUrl: hub.url, ...workspace.widget }, shopPort);
  undo.push(() => shop.stop());
  const { url: shopUrl, hostileUrl } = shop;
  const session = {
    emulatorUrl: emulator.url,
    hubUrl: hub.url(),
    shopUrl,
    hostileUrl,
    login: workspace.login,
    shopBotId: cast.shopBot.id,
    consoleBotId: cast.consoleBot.id,
    forumKey: forum.key,
    appsCustomer,
    customers: cast.customers.map(({ id }) => id),
    agents: cast.agents.map(({ id }, index) => ({ userId: id, agentId: workspace.agentIds[index] ?? '' })),
  };
  const readState = createWatch({ hub, client: workspace.client, emulator, cast, forum, messengers });
  const server = await startPageServer({ folder, session, readState, hub, messengers }, port);
  undo.push(() => server.stop());
  return { url: server.url, hubUrl: hub.url(), shopUrl, hostileUrl, emulatorUrl: emulator.url, login: workspace.login, hubLog };
}

// The database is the playground's own and not the hub's, so that a killed hub finds it as it was and nothing is left running.
function startDatabase(dataDir: string, log: Logger, progress: Progress) {
  const cacheDir =
    environment['LOCAL_DATABASE_CACHE'] ?? join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'hubbub', 'local-database');
  return startLocalDatabase({ dataDir, cacheDir, environment: { ...environment }, log, progress });
}

function hubEnvironment(
  dataDir: string,
  databaseUri: string,
  emulatorUrl: string,
  messengers: readonly StartedMessenger[],
): Record<string, string | undefined> {
  return {
    ...environment,
    HOST: '127.0.0.1',
    HUB_DATA_DIR: dataDir,
    MONGODB_URI: databaseUri,
    TELEGRAM_API_ROOT: emulatorUrl,
    ...Object.fromEntries(messengers.flatMap(({ environment: roots }) => Object.entries(roots))),
    PLAYGROUND: 'true',
    PUBLIC_URL: '',
    HUB_CONSOLE_TOKEN: '',
  };
}

function setupTokenOf(hub: HubProcess): string {
  const token = hub.setupToken();
  if (token === null) throw new Error('The hub printed no setup link, although its database is new');
  return token;
}

function closed(output: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    output.end(() => resolve());
  });
}
