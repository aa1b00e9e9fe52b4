import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBrowser } from './find-browser.ts';

let first: string;
let second: string;

beforeAll(async () => {
  [first, second] = [await mkdtemp(join(tmpdir(), 'hubbub-first-')), await mkdtemp(join(tmpdir(), 'hubbub-second-'))];
  for (const path of [join(first, 'google-chrome'), join(second, 'chromium')]) {
    await writeFile(path, '');
    await chmod(path, 0o755);
  }
  await writeFile(join(first, 'chromium'), 'not a program');
});

afterAll(() => Promise.all([first, second].map((folder) => rm(folder, { recursive: true }))));

it('takes the best known name that can be run, in whatever folder it is', () => {
  expect(findBrowser({ PATH: [first, second].join(delimiter) })).toBe(join(second, 'chromium'));
  expect(findBrowser({ PATH: first })).toBe(join(first, 'google-chrome'));
});

it("takes the admin's choice and no other, even where that can't be run", () => {
  const chosen = join(first, 'google-chrome');
  expect(findBrowser({ CHROME_PATH: chosen, PATH: second })).toBe(chosen);
  expect(findBrowser({ CHROME_PATH: join(first, 'chromium'), PATH: second })).toBeNull();
});
