import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterEach, expect, inject, onTestFinished, test } from 'vitest';
import { testDatabaseUri } from '../test/database.ts';
import { connectDatabase } from './connection.ts';
import { Counter } from './counters.ts';
import { isDatabaseAway } from './is-database-away.ts';
import { startLocalDatabase } from './local/start-local-database.ts';

const log = pino({ level: 'silent' });
afterEach(() => mongoose.disconnect());

test('before the connection a query fails at once, as one to a database that is away', async () => {
  const failure: unknown = await Counter.findOne().catch((error: unknown) => error);

  expect(isDatabaseAway(failure)).toBe(true);
});

test('a server that is not there is given up after the patience', async () => {
  const failure: unknown = await connectDatabase({ uri: 'mongodb://127.0.0.1:1/hub', log, patienceMs: 0 }).catch((error: unknown) => error);

  expect(isDatabaseAway(failure)).toBe(true);
});

test('a server that stops is told as away within seconds, and found again by itself when it is back', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hubbub-connection-'));
  const start = () =>
    startLocalDatabase({ dataDir, cacheDir: inject('databaseCacheDir'), environment: process.env, log, progress: () => undefined });
  const first = await start();
  const { isUp } = await connectDatabase({ uri: first.uri, log });
  expect(await isUp()).toBe(true);

  await first.stop();

  expect(await isUp()).toBe(false);
  const failure: unknown = await Counter.findOne().catch((error: unknown) => error);
  expect(isDatabaseAway(failure)).toBe(true);
  const second = await start();
  onTestFinished(async () => {
    await second.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  // Over a Unix socket the address is the same again; MongoDB's port may be another.
  if (second.uri === first.uri) await expect.poll(isUp, { timeout: 15_000 }).toBe(true);
});

test('an error of our own, a taken key or a refused value is no sign of a database that is away', async () => {
  await connectDatabase({ uri: testDatabaseUri('away'), log });
  await Counter.deleteMany({});
  await Counter.create({ _id: 'a' });

  const failures = [Counter.create({ _id: 'a' }), Counter.create({}), Counter.updateOne({ _id: 'a' }, { $inc: { _id: 1 } })];

  const errors = await Promise.all(
    failures.map((failing) =>
      Promise.resolve(failing).then(
        () => null,
        (error: unknown) => error,
      ),
    ),
  );
  expect(errors.map((error) => error instanceof Error)).toEqual([true, true, true]);
  expect(errors.map(isDatabaseAway)).toEqual([false, false, false]);
  expect(isDatabaseAway(new Error('wrapped', { cause: new mongoose.mongo.MongoNetworkError('gone') }))).toBe(true);
});
