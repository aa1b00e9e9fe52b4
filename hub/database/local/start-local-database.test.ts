import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest';
import { connectDatabase } from '../connection.ts';
import { isDatabaseAway } from '../is-database-away.ts';
import { findLocalDatabase } from './find-local-database.ts';
import { isRunning, processIdentity, type ProcessIdentity } from './process-identity.ts';
import { startLocalDatabase, type LocalDatabase } from './start-local-database.ts';

const log = pino({ level: 'silent' });
let dataDir: string;
const started: LocalDatabase[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hubbub-local-'));
});

afterEach(async () => {
  await mongoose.disconnect();
  for (const database of started.splice(0)) await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(folder = dataDir): Promise<LocalDatabase> {
  const options = { cacheDir: inject('databaseCacheDir'), environment: process.env, log, progress: () => undefined };
  const database = await startLocalDatabase({ dataDir: folder, ...options });
  started.push(database);
  return database;
}

/** The database's programs by name, as the hub wrote them down. */
async function listPrograms(folder = dataDir): Promise<Map<string, ProcessIdentity>> {
  const files = (await readdir(join(folder, 'database'))).filter((name) => name.endsWith('.process.json'));
  const read = async (name: string) => processIdentity.parse(JSON.parse(await readFile(join(folder, 'database', name), 'utf8')));
  return new Map(await Promise.all(files.map(async (name) => [name.split('.')[0] ?? '', await read(name)] as const)));
}

/** Eight writers that insert until told to stop, and note what was acknowledged and what failed. */
function startWriting(): { acknowledged: string[]; failures: unknown[]; stop(): Promise<void> } {
  const acknowledged: string[] = [];
  const failures: unknown[] = [];
  let isOn = true;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; isOn; n += 1) {
      await mongoose.connection
        .collection('written')
        .insertOne({ key: `${writer}-${n}` })
        .then(
          () => acknowledged.push(`${writer}-${n}`),
          async (error: unknown) => {
            failures.push(error);
            await immediate(); // a refusal may come at once, and must not keep everything else from running
          },
        );
    }
  });
  const stop = async (): Promise<void> => {
    isOn = false;
    await Promise.all(writers);
  };
  onTestFinished(stop);
  return { acknowledged, failures, stop };
}

async function readWritten(): Promise<Set<string>> {
  return new Set((await mongoose.connection.collection('written').find().toArray()).map(({ key }) => String(key)));
}

test('each of its programs killed under load comes back by itself, mongoose connects again, and nothing acknowledged is lost', async () => {
  const { uri } = await start();
  const connection = await connectDatabase({ uri, log });
  const writing = startWriting();
  await vi.waitUntil(() => writing.acknowledged.length > 200, { timeout: 20_000 });

  for (const [name, { pid }] of await listPrograms()) {
    process.kill(pid, 'SIGKILL');
    await vi.waitUntil(async () => (await listPrograms()).get(name)?.pid !== pid, { timeout: 20_000 });
    await vi.waitUntil(() => connection.isUp(), { timeout: 20_000, interval: 100 });
    const countWhenBack = writing.acknowledged.length;
    await vi.waitUntil(() => writing.acknowledged.length > countWhenBack + 200, { timeout: 20_000 });
  }
  await writing.stop();

  const written = await readWritten();
  expect(writing.acknowledged.filter((key) => !written.has(key))).toEqual([]);
  expect(writing.failures.length).toBeGreaterThan(0);
  expect(writing.failures.filter((failure) => !isDatabaseAway(failure)).map(String)).toEqual([]);
}, 90_000);

test('a second hub on the folder is refused with its way out, and a command finds the running one to attach to', async () => {
  expect(await findLocalDatabase(dataDir)).toBeNull();
  const database = await start();

  await expect(start()).rejects.toThrow(/Another hub \(process \d+\) already runs on .*HUB_DATA_DIR/);

  expect(await findLocalDatabase(dataDir)).toEqual({ uri: database.uri, kind: database.kind, hubPid: process.pid });
});

test('after stop nothing runs, no command attaches, and the next start finds the data', async () => {
  const first = await start();
  await connectDatabase({ uri: first.uri, log });
  await mongoose.connection.collection('written').insertOne({ key: 'kept' });
  await mongoose.disconnect();
  const programs = [...(await listPrograms()).values()];

  await started.pop()?.stop();

  expect(programs.length).toBeGreaterThan(0);
  expect(await Promise.all(programs.map(isRunning))).not.toContain(true);
  expect(await findLocalDatabase(dataDir)).toBeNull();
  await connectDatabase({ uri: (await start()).uri, log });
  expect(await readWritten()).toEqual(new Set(['kept']));
});

test('the next hub takes over from one that was killed, stops the programs it left behind and keeps every acknowledged insert', async () => {
  const program = fileURLToPath(new URL('hub.fixture.ts', import.meta.url));
  const args = ['--import', 'tsx', program, dataDir, inject('databaseCacheDir'), process.env.PATH ?? ''];
  const hub = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(hub.stdout.setEncoding('utf8'), 'data');
  await connectDatabase({ uri: String(said).trim(), log });
  const writing = startWriting();
  await vi.waitUntil(() => writing.acknowledged.length > 200, { timeout: 20_000 });
  await expect(start()).rejects.toThrow(`process ${hub.pid}`);
  const leftBehind = [...(await listPrograms()).values()];

  hub.kill('SIGKILL');
  await once(hub, 'exit');
  expect(await Promise.all(leftBehind.map(isRunning))).not.toContain(false);
  const database = await start();

  expect(await Promise.all(leftBehind.map(isRunning))).not.toContain(true);
  await writing.stop();
  await mongoose.disconnect();
  await connectDatabase({ uri: database.uri, log });
  const written = await readWritten();
  expect(writing.acknowledged.filter((key) => !written.has(key))).toEqual([]);
}, 60_000);

test('a folder with spaces and a path longer than a socket may have will do', async () => {
  const folder = join(dataDir, 'the data of our hub', 'far down'.repeat(12));

  const { uri } = await start(folder);

  const connection = await connectDatabase({ uri, log });
  expect(await connection.isUp()).toBe(true);
});

test('a data folder that was moved serves, and can build indexes over what it holds', async () => {
  const [before, after] = [join(dataDir, 'before'), join(dataDir, 'after')];
  await connectDatabase({ uri: (await start(before)).uri, log });
  await mongoose.connection.collection('written').insertOne({ key: 'kept' });
  await mongoose.disconnect();
  await started.pop()?.stop();
  await rename(before, after);

  await connectDatabase({ uri: (await start(after)).uri, log });

  await mongoose.connection.collection('written').createIndex({ key: 1 });
  expect(await readWritten()).toEqual(new Set(['kept']));
});

test('where no server can be had the error names each try and both ways out', async () => {
  const environment = { ...process.env, PATH: dataDir };
  const starting = startLocalDatabase({
    dataDir,
    cacheDir: dataDir,
    environment,
    log,
    progress: () => undefined,
    kinds: ['mongod-on-path', 'ferretdb'],
  });

  await expect(starting).rejects.toThrow(/mongod-on-path: .*PATH[^]*ferretdb: [^]*docker compose up[^]*MONGODB_URI/);
  expect(await readdir(join(dataDir, 'database'))).toEqual([]);
});
