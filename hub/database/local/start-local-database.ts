import { access, mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { localServerKinds, type Engine, type EngineOptions, type LocalServerKind, type RunningServer } from './engine.ts';
import { ferretdbEngine } from './ferretdb/start.ts';
import { LockedError, lockFile } from './file-lock.ts';
import { identifyThisProcess } from './process-identity.ts';
import { downloadedMongod, mongodOnPath } from './mongod/start.ts';
import { layOutLocalDatabase } from './local-folder.ts';
import { stopLeftovers } from './server-process.ts';
import { writeWhole } from './write-whole.ts';

/** How a local database is started. */
export interface LocalDatabaseOptions extends Omit<EngineOptions, 'folder'> {
  /** The hub's data folder; the database has the folder `database` in it. */
  dataDir: string;
  /** Which kinds may be tried; all by default. */
  kinds?: readonly LocalServerKind[];
}

/** A local database this process started and keeps running. */
export interface LocalDatabase {
  uri: string;
  kind: LocalServerKind;
  stop(): Promise<void>;
}

/** Thrown when no local database can be had; the message is for a person and says what to do. */
export class LocalDatabaseError extends Error {
  override name = 'LocalDatabaseError';
}

const engines: readonly Engine[] = [mongodOnPath, downloadedMongod, ferretdbEngine];

/**
 * Starts a database server of the hub's own on the data folder, by the first way that works on this machine, and keeps it
 * running until it is stopped. One process at a time may own a folder; others attach by `findLocalDatabase`.
 */
export async function startLocalDatabase(options: LocalDatabaseOptions): Promise<LocalDatabase> {
  const place = layOutLocalDatabase(resolve(options.dataDir));
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  const lock = await lockFile(place.lock).catch((error: unknown) => {
    throw error instanceof LockedError ? refuse(options.dataDir, error) : error;
  });
  try {
    await stopLeftovers(place.folder, options.log);
    const { server, kind } = await startFirstThatWorks({ ...options, folder: place.folder });
    await writeWhole(place.running, JSON.stringify({ uri: server.uri, kind, hub: await identifyThisProcess() }));
    return {
      uri: server.uri,
      kind,
      async stop() {
        await rm(place.running, { force: true });
        await server.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startFirstThatWorks(
  options: LocalDatabaseOptions & EngineOptions,
): Promise<{ server: RunningServer; kind: LocalServerKind }> {
  const failures: string[] = [];
  const usable = await kindsFor(options.folder, options.kinds ?? localServerKinds);
  for (const engine of engines.filter(({ kind }) => usable.includes(kind))) {
    options.signal?.throwIfAborted();
    try {
      const server = await engine.start(options);
      options.log.info({ kind: engine.kind, uri: server.uri, passedOver: failures }, `local database: ${engine.kind}`);
      return { server, kind: engine.kind };
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push(`${engine.kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const tried = failures.map((failure) => `\n  - ${failure}`).join('');
  throw new LocalDatabaseError(
    `No database: MONGODB_URI is not set and no local server could be started.${tried}\nEither run "docker compose up", which brings MongoDB along, or set MONGODB_URI to a server of your own.`,
  );
}

/** A folder that holds one server's data is never opened by another server, which would show an empty hub. */
async function kindsFor(folder: string, kinds: readonly LocalServerKind[]): Promise<readonly LocalServerKind[]> {
  const has = (path: string): Promise<boolean> =>
    access(join(folder, path)).then(
      () => true,
      () => false,
    );
  if (await has('pg/PG_VERSION')) return kinds.filter((kind) => kind === 'ferretdb');
  if (await has('mongod/WiredTiger')) return kinds.filter((kind) => kind !== 'ferretdb');
  return kinds;
}

function refuse(dataDir: string, { holder }: LockedError): LocalDatabaseError {
  return new LocalDatabaseError(
    `Another hub (process ${holder.pid}) already runs on ${dataDir}. Stop it, or give this one a folder of its own by HUB_DATA_DIR.`,
  );
}
