import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectDatabase, type Database } from '../../database/connection.ts';
import { ensureIndexes } from '../../database/ensure-indexes.ts';
import { startLocalDatabase, type LocalDatabase } from '../../database/local/start-local-database.ts';
import { testDatabaseUri, useDatabase } from '../database.ts';

/** Where a fault test's database is. */
export interface FaultDatabase {
  uri: string;
  /** The data folder of a server of the file's own; empty for the test run's. */
  folder: string;
}

/** The test run's server, which other files use as well. */
export function useTestDatabase(): () => FaultDatabase {
  useDatabase({ keepBetweenTests: true });
  return () => ({ uri: testDatabaseUri(), folder: '' });
}

/** A server that is started for this file, so that it may be killed; mongoose is connected to it. */
export function useOwnDatabase(): () => FaultDatabase {
  const log = pino({ level: 'silent' });
  let folder = '';
  let server: LocalDatabase | undefined;
  let database: Database | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hubbub-faults-'));
    server = await startLocalDatabase({
      dataDir: folder,
      cacheDir: inject('databaseCacheDir'),
      environment: process.env,
      log,
      progress: () => undefined,
    });
    database = await connectDatabase({ uri: server.uri, log });
    await ensureIndexes(database.connection);
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (!server) throw new Error('the database runs only inside tests');
    return { uri: server.uri, folder };
  };
}
