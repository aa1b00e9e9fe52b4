import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { z } from 'zod';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

const header = z.array(z.object({ path: z.string(), size: z.number().int().nonnegative() }));

/** The parts of a browser's profile that hold a sign-in: what WhatsApp Web keeps its keys in. */
const parts = [join('Default', 'IndexedDB'), join('Default', 'Local Storage')];

/** Files that only mean that somebody has the database open. */
const passing = new Set(['LOCK']);

/** Bytes of files that are read at most: more is no sign-in any more. */
const maxReadBytes = 256 * 1024 * 1024;

/** The sign-in of a profile as one piece; null where there is none. A file that vanishes while it is read was replaced by a later one. */
export async function packProfile(profile: string): Promise<Buffer | null> {
  const files: { path: string; bytes: Buffer }[] = [];
  let total = 0;
  for (const path of (await Promise.all(parts.map((part) => filesUnder(join(profile, part))))).flat()) {
    const bytes = await readFile(path).catch(ignoreMissing);
    if (!bytes) continue;
    total += bytes.length;
    if (total > maxReadBytes) throw new Error('the profile has grown beyond what can be kept');
    files.push({ path: relative(profile, path).split(sep).join(posix.sep), bytes });
  }
  if (files.length === 0) return null;
  const head = Buffer.from(JSON.stringify(files.map(({ path, bytes }) => ({ path, size: bytes.length }))));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const whole = Buffer.concat([length, head, ...files.map(({ bytes }) => bytes)]);
  // The middle quality is as fast as gzip and a good deal smaller.
  return compress(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length } });
}

/** Puts a packed sign-in into a new profile. Throws where it is damaged; a path that leads out of the profile is damage, too. */
export async function unpackProfile(packed: Buffer, profile: string): Promise<void> {
  const whole = await decompress(packed, { maxOutputLength: maxReadBytes * 2 });
  const start = 4 + whole.readUInt32BE(0);
  let at = start;
  for (const { path, size } of header.parse(JSON.parse(whole.toString('utf8', 4, start)))) {
    const target = join(profile, path);
    if (relative(profile, target).startsWith('..') || posix.isAbsolute(path)) throw new Error('the kept profile leads elsewhere');
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, whole.subarray(at, at + size), { mode: 0o600 });
    at += size;
  }
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing)) ?? [];
  return entries.filter((entry) => entry.isFile() && !passing.has(entry.name)).map((entry) => join(entry.parentPath, entry.name));
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
