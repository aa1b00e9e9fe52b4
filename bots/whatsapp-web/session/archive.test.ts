import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packProfile, unpackProfile } from './archive.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-profile-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

it('keeps what holds the sign-in, byte by byte, and nothing else of a profile', async () => {
  const keys = Buffer.from(Array.from({ length: 5000 }, (_, place) => (place * 7) % 256));
  await write('before/Default/IndexedDB/https_x.indexeddb.leveldb/000003.log', keys);
  await write('before/Default/IndexedDB/https_x.indexeddb.leveldb/LOCK', '');
  await write('before/Default/Local Storage/leveldb/CURRENT', 'MANIFEST-000001\n');
  await write('before/Default/Cache/data_1', 'a picture');
  await write('before/Default/Cookies', 'a cookie');

  const packed = await packProfile(join(folder, 'before'));
  await unpackProfile(packed ?? Buffer.alloc(0), join(folder, 'after'));

  const files = await readdir(join(folder, 'after'), { recursive: true, withFileTypes: true });
  expect(files.filter((file) => file.isFile()).map(({ name }) => name)).toEqual(expect.arrayContaining(['000003.log', 'CURRENT']));
  expect(files.filter((file) => file.isFile())).toHaveLength(2);
  expect(await readFile(join(folder, 'after/Default/IndexedDB/https_x.indexeddb.leveldb/000003.log'))).toEqual(keys);
});

it('finds nothing to keep in a profile without a sign-in', async () => {
  await write('before/Default/Cookies', 'a cookie');
  expect(await packProfile(join(folder, 'before'))).toBeNull();
  expect(await packProfile(join(folder, 'nowhere'))).toBeNull();
});

it('writes nowhere but into the profile, and takes nothing that is damaged', async () => {
  const pack = (path: string) => {
    const head = Buffer.from(JSON.stringify([{ path, size: 1 }]));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(head.length);
    return promisify(brotliCompress)(Buffer.concat([length, head, Buffer.from('x')]));
  };
  for (const path of ['../outside', 'Default/../../outside', '/outside']) {
    await expect(unpackProfile(await pack(path), join(folder, 'after'))).rejects.toThrow('leads elsewhere');
  }
  await expect(unpackProfile(Buffer.from('no archive'), join(folder, 'after'))).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});
