import type { Connection } from 'mongoose';
import { model, Schema } from 'mongoose';
import type { Logger } from 'pino';
import { insertOnce } from '../insert-once.ts';
import { createHolderName, withLease } from '../lease.ts';

/** One change of stored data, run once per database. */
export interface Migration {
  /** '0001-what-it-does', the file's name; the list is in this order and is only ever added to. */
  id: string;
  title: string;
  /** Must be safe to run again after it was interrupted at any point; stops soon after `signal` aborts. */
  up(connection: Connection, signal: AbortSignal): Promise<void>;
}

const migrationSchema = new Schema(
  { _id: { type: String, required: true }, title: { type: String, required: true }, finishedAt: { type: Date, required: true } },
  { collection: 'migrations', autoIndex: false },
);
/** What has been run. */
export const FinishedMigration = model('FinishedMigration', migrationSchema);

/** What the runner needs. */
export interface MigrationRun {
  connection: Connection;
  log: Logger;
  now: () => Date;
  signal?: AbortSignal | undefined;
}

/**
 * Runs the migrations of the list that this database has not had, in order, and gives their ids. One process at a time works;
 * others wait and then find them done. The first failure ends it: those finished stay finished, the next start goes on there.
 */
export async function runMigrations({ connection, log, now, signal }: MigrationRun, migrations: readonly Migration[]): Promise<string[]> {
  requireOrder(migrations);
  if ((await listPending(migrations)).length === 0) return [];
  return withLease('migrations', { holder: createHolderName(), ttlMs: 30_000, now, signal }, async (lease) => {
    const done: string[] = [];
    for (const migration of await listPending(migrations)) {
      lease.signal.throwIfAborted();
      signal?.throwIfAborted();
      log.info({ migration: migration.id }, `migrating: ${migration.title}`);
      await migration.up(connection, signal ? AbortSignal.any([lease.signal, signal]) : lease.signal);
      lease.signal.throwIfAborted();
      await insertOnce(FinishedMigration, { _id: migration.id, title: migration.title, finishedAt: now() });
      done.push(migration.id);
    }
    return done;
  });
}

async function listPending(migrations: readonly Migration[]): Promise<Migration[]> {
  const finished = new Set((await FinishedMigration.find().lean()).map(({ _id }) => _id));
  return migrations.filter(({ id }) => !finished.has(id));
}

function requireOrder(migrations: readonly Migration[]): void {
  for (const [index, { id }] of migrations.entries()) {
    if (!/^\d{4}-[a-z0-9-]+$/.test(id) || Number(id.slice(0, 4)) !== index + 1) {
      throw new Error(`migration ${index + 1} of the list is called ${id}; it needs the next number in four digits and a name`);
    }
  }
}
