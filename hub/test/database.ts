import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { connectDatabase, type Database } from '../database/connection.ts';
import { ensureIndexes } from '../database/ensure-indexes.ts';

/** The address of a database of this test file's own on the run's server; `name` tells several apart. */
export function testDatabaseUri(name = 'hub'): string {
  const uri = inject('databaseUri');
  const [, start = uri, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${start}/${inject('databasePrefix')}_${process.env.VITEST_POOL_ID ?? '0'}_${name}${options}`;
}

/**
 * Gives a test file a database: mongoose connected to one of this worker's own, with the indexes of every model the file imports,
 * empty at the start of the file and, unless `keepBetweenTests`, of each test. Call it at the top of the file; with `isSharedByProcesses` where
 * not only this process writes to it.
 */
export function useDatabase({
  keepBetweenTests = false,
  isSharedByProcesses = false,
}: { keepBetweenTests?: boolean; isSharedByProcesses?: boolean } = {}): void {
  let database: Database;
  const written = new Set<string>();
  beforeAll(async () => {
    database = await connectDatabase({ uri: testDatabaseUri(), log: pino({ level: 'silent' }), monitorCommands: true });
    await emptyDatabase();
    await ensureIndexes(database.connection);
    database.connection.getClient().on('commandStarted', ({ command, commandName }) => {
      if (writing.has(commandName)) written.add(String(Reflect.get(command, commandName)));
    });
  });
  beforeEach(async () => {
    if (keepBetweenTests) return;
    if (isSharedByProcesses) return emptyDatabase();
    // Looking into each of them costs more than most tests do.
    const names = [...written];
    written.clear();
    await emptyCollections(names);
  });
  afterAll(() => database.close());
}

const writing = new Set(['insert', 'update', 'findAndModify']);

/** Deletes every document of the test's database; collections and indexes stay, since making them is what takes time. */
export async function emptyDatabase(): Promise<void> {
  const { db } = mongoose.connection;
  if (!db) throw new Error('call useDatabase at the top of the test file');
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  await emptyCollections(collections.map(({ name }) => name).filter((name) => !name.startsWith('system.')));
}

async function emptyCollections(names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => mongoose.connection.collection(name).deleteMany({})));
}
