import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Logger } from 'pino';
import { LockedError, lockFile } from '../database/local/file-lock.ts';
import { layOutLocalDatabase } from '../database/local/local-folder.ts';
import { stopLeftovers } from '../database/local/server-process.ts';

/** A folder of this run, with nothing of an earlier one in it. */
export interface DataFolder {
  path: string;
  /** Removes it and lets the next playground have it. */
  remove(): Promise<void>;
}

/**
 * Takes the folder for this run and empties it: the emulated Telegram forgets everything when it stops, and a hub that remembered would wait
 * for bots that are gone. A database that a killed playground left behind is stopped first. Throws while another playground has it.
 */
export async function takeDataFolder(folder: string, log: Logger): Promise<DataFolder> {
  const path = resolve(folder);
  await mkdir(dirname(path), { recursive: true });
  const lock = await lockFile(`${path}.lock`).catch((error: unknown) => {
    if (!(error instanceof LockedError)) throw error;
    throw new Error(`A playground already runs on ${folder} (process ${error.holder.pid}): stop it, or name another folder with --data`);
  });
  const { folder: database } = layOutLocalDatabase(path);
  await mkdir(database, { recursive: true });
  await stopLeftovers(database, log);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      await lock.release();
    },
  };
}
