import { chmod, mkdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { unpackProfile } from './archive.ts';
import type { StoredSession } from './stored.ts';

/** Where an account's browser lives while it is signed in: readable for nobody else, gone when the account is let go. */
export interface ProfileFolder {
  /** The browser's profile. */
  profile: string;
  /** Files on their way in and out. */
  files: string;
  /** Says which kept session this profile is the continuation of. */
  mark(stamp: string): Promise<void>;
  remove(): Promise<void>;
}

/** Locks of a browser that died with its machine or container; whoever opens the folder has the account's lease. */
const locks = ['SingletonLock', 'SingletonCookie', 'SingletonSocket'];

/**
 * Opens the folder of a channel. A profile that a process left behind when it died is fresher than the kept session it grew from, and goes on;
 * any other is made anew from the kept one, or empty.
 */
export async function openProfile(channelId: string, stored: StoredSession | null): Promise<ProfileFolder> {
  const folder = join(tmpdir(), `hubbub-whatsapp-web-${channelId.replace(/[^\w-]/g, '')}`);
  const [profile, files, marker] = [join(folder, 'profile'), join(folder, 'files'), join(folder, 'stamp')];
  const left = await readFile(marker, 'utf8').catch(() => null);
  const goesOn = stored !== null && left === stored.stamp && (await isOurs(folder));
  if (!goesOn) {
    await remove(folder);
    await mkdir(profile, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    if (stored?.profile) await unpackProfile(Buffer.from(stored.profile, 'base64'), profile);
    if (stored) await writeFile(marker, stored.stamp);
  }
  await rm(files, { recursive: true, force: true });
  await mkdir(files, { recursive: true, mode: 0o700 });
  await untilFree(profile);
  await Promise.all(locks.map((lock) => rm(join(profile, lock), { force: true })));
  return { profile, files, mark: (stamp) => writeFile(marker, stamp), remove: () => remove(folder) };
}

/** How often a browser that is just ending is looked after, and the milliseconds between. */
const looks = 50;
const lookMs = 100;

/** Waits for the browser of before, which goes a moment after its worker. One that is somebody else's by now is not waited for long. */
async function untilFree(profile: string): Promise<void> {
  for (let look = 0; look < looks; look++) {
    // The lock is a link to nothing: `host-pid`.
    const holder = await readlink(join(profile, locks[0] ?? '')).catch(() => '');
    const pid = Number(holder.slice(holder.lastIndexOf('-') + 1));
    if (!holder.startsWith(`${hostname()}-`) || !isAlive(pid)) return;
    await wait(lookMs);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // the question is only whether it is there
  }
}

/** The folder for temporary files is everybody's: one that somebody else made is not used. */
async function isOurs(folder: string): Promise<boolean> {
  const { uid } = await stat(folder);
  return process.getuid === undefined || uid === process.getuid();
}

function remove(folder: string): Promise<void> {
  // A browser that is just ending still writes.
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
