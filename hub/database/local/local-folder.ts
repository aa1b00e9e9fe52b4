import { join } from 'node:path';

/** The files of a local database in the hub's data folder. */
export function layOutLocalDatabase(dataDir: string): { folder: string; lock: string; running: string } {
  const folder = join(dataDir, 'database');
  return { folder, lock: join(folder, 'hub.lock'), running: join(folder, 'running.json') };
}
