import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { testDatabaseUri, useDatabase } from '../test/database.ts';
import { ensureIndexes, type IndexProgress } from './ensure-indexes.ts';
import { Indexed } from './indexed.fixture.ts';
import { isDuplicateKey } from './insert-once.ts';
import { prepareDatabase } from './prepare-database.ts';

useDatabase();

async function dropIndexes(): Promise<void> {
  await Indexed.collection.drop();
}

async function listIndexes(): Promise<string[]> {
  return (await Indexed.collection.indexes()).map(({ name }) => name ?? '').toSorted();
}

const declared = ['_id_', 'box_1_at_-1', 'by-key', 'expiresAt_1', 'sparse_1'];

test('registering a model makes no collection and no index', async () => {
  mongoose.model('NeverPrepared', new mongoose.Schema({ a: String }).index({ a: 1 }), 'neverPrepared');
  await mongoose.model('NeverPrepared').findOne();
  mongoose.deleteModel('NeverPrepared');

  expect(await mongoose.connection.db?.listCollections({ name: 'neverPrepared' }).toArray()).toEqual([]);
});

test('every declared index is built with its options, and the second time none', async () => {
  await dropIndexes();
  const seen: IndexProgress[] = [];

  const first = await ensureIndexes(mongoose.connection, (progress) => seen.push(progress));
  const second = await ensureIndexes(mongoose.connection);

  expect(first.built).toHaveLength(4);
  expect(second).toEqual({ built: [], undeclared: [] });
  expect(seen.at(-1)).toMatchObject({ done: 4, total: 4, collection: 'indexed' });
  expect(await listIndexes()).toEqual(declared);
  const byKey = (await Indexed.collection.indexes()).find(({ name }) => name === 'by-key');
  expect(byKey).toMatchObject({ unique: true, partialFilterExpression: { key: { $type: 'string' } } });
  await Indexed.create([{ key: 'a' }, { box: '1' }, { box: '1' }]);
  await expect(Indexed.create({ key: 'a' })).rejects.toSatisfy(isDuplicateKey);
});

test('an index that nothing declares is reported and stays', async () => {
  await Indexed.collection.createIndex({ old: 1 });

  const { undeclared } = await ensureIndexes(mongoose.connection);

  expect(undeclared).toEqual(['indexed.old_1']);
  expect(await listIndexes()).toContain('old_1');
  await Indexed.collection.dropIndex('old_1');
});

test('two processes that prepare a database at once both succeed', async () => {
  await dropIndexes();
  const program = fileURLToPath(new URL('prepare.fixture.ts', import.meta.url));
  const other = spawn(process.execPath, ['--import', 'tsx', program, testDatabaseUri()], { stdio: ['ignore', 'pipe', 'inherit'] });
  const otherEnd = new Promise((resolve) => other.once('exit', resolve));
  // Its first line says that it is connected and about to begin.
  await new Promise((resolve) => other.stdout.once('data', resolve));

  await prepareDatabase({ connection: mongoose.connection, log: pino({ level: 'silent' }), now: () => new Date() });

  expect(await otherEnd).toBe(0);
  expect(await listIndexes()).toEqual(declared);
});
