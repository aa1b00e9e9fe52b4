import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { environment, type Config } from './config.ts';
import { connectDatabase, type Database } from './database/connection.ts';
import { createProgressLine } from './database/local/progress.ts';
import { startLocalDatabase } from './database/local/start-local-database.ts';

/** The hub's database, whoever runs it. */
export interface OpenDatabase {
  database: Database;
  /** Closes the connection, and stops the server where it is ours. */
  close(): Promise<void>;
}

interface OpenOptions {
  config: Config;
  log: Logger;
  signal?: AbortSignal;
  monitorCommands?: boolean;
}

/** Connects to MONGODB_URI, or starts a local server in the data folder first, with progress on stderr while it is fetched. */
export async function openDatabase({ config, log, signal, monitorCommands = false }: OpenOptions): Promise<OpenDatabase> {
  const uri = config.MONGODB_URI;
  if (uri !== undefined) {
    const database = await connectDatabase({ uri, log, monitorCommands, ...(signal && { signal }) });
    return { database, close: () => database.close() };
  }
  const progress = createProgressLine(process.stderr);
  const local = await startLocalDatabase({
    dataDir: config.HUB_DATA_DIR,
    cacheDir: config.LOCAL_DATABASE_CACHE ?? join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'hubbub', 'local-database'),
    environment,
    log,
    progress,
    ...(signal && { signal }),
  }).finally(() => {
    progress.end();
  });
  const database = await connectDatabase({ uri: local.uri, log, monitorCommands, ...(signal && { signal }) });
  return {
    database,
    async close() {
      // The server waits for its clients, so they go first.
      await database.close();
      await local.stop();
    },
  };
}
