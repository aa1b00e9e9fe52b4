import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, stderr } from 'node:process';
import mongoose from 'mongoose';
import { pino, type Logger } from 'pino';
import type { TestProject } from 'vitest/node';
import { lockFile, LockedError } from '../hub/database/local/file-lock.ts';
import { createProgressLine } from '../hub/database/local/progress.ts';
import { stopLeftovers } from '../hub/database/local/server-process.ts';
import { startLocalDatabase } from '../hub/database/local/start-local-database.ts';
import { layOutLocalDatabase } from '../hub/database/local/local-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server every test file connects to, with no database's name in it. */
    databaseUri: string;
    /** Starts the name of every database of this run. */
    databasePrefix: string;
    /** Where local servers are fetched to, for tests that start one of their own. */
    databaseCacheDir: string;
  }
}

const folderPrefix = 'hubbub-test-database-';

/** One database server for the whole run: MONGODB_URI's, or a local one on a folder of its own that goes away afterwards. */
export default async function startTestDatabase(project: TestProject): Promise<() => Promise<void>> {
  const log: Logger = pino({ level: env.LOG_LEVEL ?? 'warn' }, stderr);
  const prefix = `hub_test_${randomBytes(4).toString('hex')}`;
  const cacheDir = join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hubbub', 'local-database');
  project.provide('databasePrefix', prefix);
  project.provide('databaseCacheDir', cacheDir);
  if (env.MONGODB_URI) {
    const uri = env.MONGODB_URI;
    project.provide('databaseUri', uri);
    return () => dropDatabases(uri, prefix);
  }
  await removeLeftovers(log);
  const dataDir = await mkdtemp(join(tmpdir(), folderPrefix));
  const progress = createProgressLine(stderr);
  const server = await startLocalDatabase({ dataDir, cacheDir, environment: env, isThrowaway: true, log, progress });
  progress.end();
  project.provide('databaseUri', server.uri);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Runs that were killed leave their server and folder behind; one that still runs holds its lock. */
async function removeLeftovers(log: Logger): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((entry) => entry.startsWith(folderPrefix))) {
    const dataDir = join(tmpdir(), name);
    const { folder, lock } = layOutLocalDatabase(dataDir);
    try {
      // One made just now may not have taken its lock yet.
      if (Date.now() - (await stat(dataDir)).mtimeMs < 60_000) continue;
      await mkdir(folder, { recursive: true });
      const held = await lockFile(lock);
      await stopLeftovers(folder, log);
      await rm(dataDir, { recursive: true, force: true });
      await held.release();
    } catch (error) {
      // In use, or another run is at the same clean-up.
      if (!(error instanceof LockedError)) log.debug({ err: error, dataDir }, 'left alone');
    }
  }
}

async function dropDatabases(uri: string, prefix: string): Promise<void> {
  const client = new mongoose.mongo.MongoClient(uri);
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  for (const { name } of databases.filter((database) => database.name.startsWith(prefix))) await client.db(name).dropDatabase();
  await client.close();
}
