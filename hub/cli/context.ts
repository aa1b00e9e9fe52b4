import { setTimeout as wait } from 'node:timers/promises';
import { destination } from 'pino';
import { environment, loadConfig, type Config } from '../config.ts';
import type { Announcer } from '../core/parts/announcer.ts';
import type { Hub } from '../core/parts/hub.ts';
import { loadSecrets } from '../core/load-secrets.ts';
import { createLog } from '../core/log.ts';
import { createHub } from '../create-hub.ts';
import { findLocalDatabase } from '../database/local/find-local-database.ts';
import { LocalDatabaseError } from '../database/local/start-local-database.ts';
import { prepareDatabase } from '../database/prepare-database.ts';
import { openDatabase, type OpenDatabase } from '../open-database.ts';

/** A hub's parts without its server, for the duration of one command. */
export interface Session {
  hub: Hub;
  /** True when a hub runs on the same local database. */
  isBesideHub: boolean;
  close(): Promise<void>;
}

/**
 * Connects to the hub's database: MONGODB_URI, the local one of a hub that runs on the data folder, or else a local one that is
 * started for the duration of the command.
 */
export async function openSession({ isVerbose }: { isVerbose: boolean }): Promise<Session> {
  const config = loadConfig(environment);
  const log = createLog(levelOf(config, isVerbose), destination({ dest: 2, sync: true }));
  const { opened, isBesideHub } = await open(config, log);
  try {
    // A hub that runs has done it, and has all models to do it with.
    if (!isBesideHub) await prepareDatabase({ connection: opened.database.connection, log, now: () => new Date() });
    const baseUrl = () => config.PUBLIC_URL ?? `http://localhost:${config.PORT}`;
    const hub = createHub({ config, log, secrets: await loadSecrets(config), baseUrl });
    return {
      hub: { ...hub, announcer: leftToTheHub },
      isBesideHub,
      async close() {
        await hub.channels.closeAll();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Recorded facts stay recorded: the running hub, or the next one, has the listeners and finds them by its sweep. */
const leftToTheHub: Announcer = { announce: () => undefined, settled: () => Promise.resolve() };

const startingHubPatienceMs = 30_000;

async function open(config: Config, log: Hub['log']): Promise<{ opened: OpenDatabase; isBesideHub: boolean }> {
  if (config.MONGODB_URI !== undefined) return { opened: await openDatabase({ config, log }), isBesideHub: false };
  for (const deadline = Date.now() + startingHubPatienceMs; ; await wait(250)) {
    const local = await findLocalDatabase(config.HUB_DATA_DIR);
    if (local) return { opened: await openDatabase({ config: { ...config, MONGODB_URI: local.uri }, log }), isBesideHub: true };
    try {
      return { opened: await openDatabase({ config, log }), isBesideHub: false };
    } catch (error) {
      // A hub that is just starting holds the folder before it tells where its database is.
      const isHeld = error instanceof LocalDatabaseError && error.message.startsWith('Another hub');
      if (!isHeld || Date.now() > deadline) throw error;
    }
  }
}

/** A person wants results, not the log: only what went wrong is told, unless asked for. */
function levelOf({ LOG_LEVEL }: Config, isVerbose: boolean): string {
  if (isVerbose) return LOG_LEVEL === 'trace' ? 'trace' : 'debug';
  return LOG_LEVEL === 'silent' || LOG_LEVEL === 'fatal' || LOG_LEVEL === 'error' ? LOG_LEVEL : 'warn';
}
