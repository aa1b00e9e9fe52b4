import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { ensureIndexes, type IndexProgress, type IndexReport } from './ensure-indexes.ts';
import { createHolderName, withLease } from './lease.ts';
import { migrations } from './migrations/all.ts';
import { runMigrations } from './migrations/run-migrations.ts';

/** What preparing needs. */
export interface Preparation {
  connection: Connection;
  log: Logger;
  now: () => Date;
  onProgress?: (progress: IndexProgress) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Brings a database to what this version of the hub expects: migrations, then indexes. Every start does it; several hubs at
 * once take turns. Import all models before, since only what is registered is seen.
 */
export async function prepareDatabase({ connection, log, now, onProgress, signal }: Preparation): Promise<IndexReport> {
  await runMigrations({ connection, log, now, signal }, migrations);
  const report = await withLease('indexes', { holder: createHolderName(), ttlMs: 30_000, now, signal }, () =>
    ensureIndexes(connection, onProgress),
  );
  if (report.built.length > 0) {
    log.info({ count: report.built.length }, 'built indexes');
    log.debug({ indexes: report.built }, 'the indexes that were built');
  }
  if (report.undeclared.length > 0)
    log.warn({ indexes: report.undeclared }, 'the database has indexes that nothing declares any more; drop them when no older hub runs');
  return report;
}
