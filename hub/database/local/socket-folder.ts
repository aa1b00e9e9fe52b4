import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A socket's whole path must fit into about 107 bytes (103 on macOS); the longest name used is '.s.PGSQL.5432.lock'.
const longestFolder = 82;

/**
 * A folder for the server's sockets, readable by this user alone: in the data folder, or, where that path is too long or has
 * characters a connection string would have to quote, one in the system's temporary folder named by a hash of it.
 */
export async function makeSocketFolder(dataFolder: string): Promise<string> {
  const own = join(dataFolder, 'run');
  const isPlain = /^[\w./-]+$/.test(own) && Buffer.byteLength(own) <= longestFolder;
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  const folder = isPlain ? own : join(tmpdir(), `hubbub-${hash}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  // The temporary folder is open to everybody: somebody else's folder or link of this name is not ours to use.
  const isOurs = found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
  if (!isOurs) throw new Error(`${folder} belongs to somebody else`);
  await chmod(folder, 0o700);
  return folder;
}
