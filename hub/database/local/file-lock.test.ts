import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLockHolder, LockedError, lockFile, waitForLock } from './file-lock.ts';
import { identifyThisProcess } from './process-identity.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function race(path: string): Promise<{ won: number; refused: number }> {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFile(path)));
  const refused = results.filter((result) => result.status === 'rejected' && result.reason instanceof LockedError);
  return { won: results.filter(({ status }) => status === 'fulfilled').length, refused: refused.length };
}

test('of twenty takers of a free lock one gets it and the others are told who has it', async () => {
  const path = join(folder, 'lock');

  expect(await race(path)).toEqual({ won: 1, refused: 19 });

  expect(await findLockHolder(path)).toMatchObject({ pid: process.pid });
  expect(await readdir(folder)).toEqual(['lock']);
});

test.each([
  ['of a process that is gone', async () => ({ pid: 2 ** 22 - 1, bornAt: 'long ago' })],
  ['whose pid another process has now', async () => ({ ...(await identifyThisProcess()), bornAt: 'another boot' })],
])('a lock %s is taken over, by one of twenty', async (_, holder) => {
  const path = join(folder, 'lock');
  await writeFile(path, JSON.stringify(await holder()));
  expect(await findLockHolder(path)).toBeNull();

  expect(await race(path)).toEqual({ won: 1, refused: 19 });
  expect(await readdir(folder)).toEqual(['lock']);
});

test('a lock file cut off by a crash holds nobody up', async () => {
  const path = join(folder, 'lock');
  await writeFile(path, '{"pid": 12');

  await (await lockFile(path)).release();

  expect(await readdir(folder)).toEqual([]);
});

test('who waits for a lock gets it when it is let go', async () => {
  const path = join(folder, 'lock');
  const first = await lockFile(path);
  let isWaiting = false;
  const waiting = waitForLock(path, {
    onWait: () => {
      isWaiting = true;
      void first.release();
    },
  });

  await (await waiting).release();

  expect(isWaiting).toBe(true);
});
