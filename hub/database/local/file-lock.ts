import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { identifyThisProcess, isRunning, processIdentity, type ProcessIdentity } from './process-identity.ts';

/** Thrown when a lock is held by a process that is alive. */
export class LockedError extends Error {
  readonly holder: ProcessIdentity;
  constructor(path: string, holder: ProcessIdentity) {
    super(`${path} is held by process ${holder.pid}`);
    this.name = 'LockedError';
    this.holder = holder;
  }
}

/** A lock file this process holds. */
export interface FileLock {
  release(): Promise<void>;
}

/**
 * Takes the lock file for this process. A lock whose process is gone is taken over; a live holder is a LockedError,
 * also when it is this very process. The folder must exist.
 */
export async function lockFile(path: string): Promise<FileLock> {
  const mine = JSON.stringify({ ...(await identifyThisProcess()), nonce: randomUUID() });
  for (;;) {
    if (await createWhole(path, mine)) return heldLock(path, mine);
    const found = await readLock(path);
    if (found === null) continue;
    const holder = parseHolder(found);
    if (holder && (await isRunning(holder))) throw new LockedError(path, holder);
    if (await takeOver(path, found, mine)) return heldLock(path, mine);
    await wait(20);
  }
}

/** Like lockFile, but waits for a live holder to let go; `onWait` is told once. */
export async function waitForLock(
  path: string,
  { signal, onWait }: { signal?: AbortSignal | undefined; onWait?: () => void },
): Promise<FileLock> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await lockFile(path);
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      if (waits === 0) onWait?.();
      await wait(250, undefined, { signal });
    }
  }
}

/** The live process that holds the lock, or null. */
export async function findLockHolder(path: string): Promise<ProcessIdentity | null> {
  const text = await readLock(path);
  const holder = text === null ? null : parseHolder(text);
  return holder && (await isRunning(holder)) ? holder : null;
}

/** Replaces one particular stale lock; false when another process was faster. */
async function takeOver(path: string, stale: string, mine: string): Promise<boolean> {
  // Only one process may replace a given stale lock: the claim carries its hash, and the lock is read again under the claim.
  const claim = `${path}.${createHash('sha256').update(stale).digest('hex').slice(0, 12)}.claim`;
  if (!(await createWhole(claim, mine))) {
    const claimant = await readLock(claim);
    const owner = claimant === null ? null : parseHolder(claimant);
    if (claimant !== null && !(owner && (await isRunning(owner)))) await rm(claim, { force: true });
    return false;
  }
  try {
    if ((await readLock(path)) !== stale) return false;
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, mine);
    await rename(draft, path);
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

/** Creates a file with its content in one step, so that no reader sees it empty; false when it exists. */
async function createWhole(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function heldLock(path: string, mine: string): FileLock {
  return {
    async release() {
      if ((await readLock(path)) === mine) await rm(path, { force: true });
    },
  };
}

async function readLock(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

function parseHolder(text: string): ProcessIdentity | null {
  try {
    return processIdentity.parse(JSON.parse(text));
  } catch {
    return null; // half a file from a crashed machine: nobody holds it
  }
}
