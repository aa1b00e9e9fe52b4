import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '../core/parts/file-store.ts';

/** Files in a folder of this machine: enough for one host. A file appears under its key only once it is whole. */
export function createDiskStore(folder: string): FileStore {
  const root = resolve(folder);

  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const unfinished = `${path}.part`;
      try {
        const target = createWriteStream(unfinished, { flush: true });
        await pipeline(content, target);
        await rename(unfinished, path);
        return target.bytesWritten;
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },

    async open(key, range) {
      const handle = await open(pathOf(key), 'r');
      return createReadStream('', { fd: handle, ...range });
    },

    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };

  function pathOf(key: string): string {
    const path = join(root, key);
    if (!path.startsWith(root + sep)) throw new Error('a file key left its folder');
    return path;
  }
}
