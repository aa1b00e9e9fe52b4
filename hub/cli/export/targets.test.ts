import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createFolderTarget, createStreamTarget } from './targets.ts';

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hubbub-test-export-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const contact = { kind: 'contacts', record: { name: 'Ann' } } as const;

function file(path: string, open: () => Promise<Readable>) {
  return { kind: 'files', record: { path }, file: { path, open } } as const;
}

test('a file the store has lost is named in the manifest, and the export goes on', async () => {
  const folder = await makeFolder();
  const target = await createFolderTarget(folder, 'ndjson');

  await target.write(file('files/lost.txt', () => Promise.reject(new Error('no such key'))));
  await target.write(file('files/kept.txt', () => Promise.resolve(Readable.from(['kept']))));
  const manifest = await target.end({});

  expect(manifest).toMatchObject({ missingFiles: ['files/lost.txt'], kinds: { files: { records: 2 } } });
  expect(await readFile(join(folder, 'files/kept.txt'), 'utf8')).toBe('kept');
});

test('a file that was cut short is written anew by the next export into the folder', async () => {
  const folder = await makeFolder();
  const cut = async function* () {
    yield 'half';
    throw new Error('the power went');
  };
  const first = await createFolderTarget(folder, 'ndjson');
  await expect(first.write(file('files/a.txt', () => Promise.resolve(Readable.from(cut()))))).rejects.toThrow('the power went');

  const second = await createFolderTarget(folder, 'ndjson');
  await second.write(file('files/a.txt', () => Promise.resolve(Readable.from(['whole']))));

  expect(await readFile(join(folder, 'files/a.txt'), 'utf8')).toBe('whole');
});

test('as JSON each file of the folder is one document', async () => {
  const folder = await makeFolder();
  const target = await createFolderTarget(folder, 'json');

  await target.write(contact);
  await target.write(contact);
  await target.end({});

  expect(JSON.parse(await readFile(join(folder, 'contacts.json'), 'utf8'))).toEqual([{ name: 'Ann' }, { name: 'Ann' }]);
});

test('an empty export as one document is still JSON', async () => {
  const stream = new PassThrough();
  const target = createStreamTarget(stream, 'json');

  await target.end({ version: 1 });
  stream.end();

  expect(JSON.parse(await text(stream))).toEqual({ manifest: { version: 1, format: 'json', kinds: {} } });
});
