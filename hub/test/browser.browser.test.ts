import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { browserWaitMs, findBrowser, openBrowser } from './browser.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-browser-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function addProgram(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

test('CHROME_PATH goes before a browser on the PATH', async () => {
  await addProgram('chromium');
  const mine = await addProgram('my-browser');

  expect(await findBrowser({ CHROME_PATH: mine, PATH: folder })).toBe(mine);
});

test('a browser on the PATH is found by each of its usual names', async () => {
  const chrome = await addProgram('google-chrome');

  expect(await findBrowser({ PATH: `/nowhere:${folder}` })).toBe(chrome);
});

test('the lighter browser without windows goes first, but not where a whole one is wanted', async () => {
  const whole = await addProgram('chromium');
  const light = await addProgram('chromium-headless-shell');

  expect(await findBrowser({ PATH: folder })).toBe(light);
  expect(await findBrowser({ PATH: folder }, 'whole')).toBe(whole);
});

test('a CHROME_PATH that cannot be run is an error that names it, not a reason to take another browser', async () => {
  await addProgram('chromium');

  await expect(findBrowser({ CHROME_PATH: join(folder, 'gone'), PATH: folder })).rejects.toThrow(
    `CHROME_PATH names ${join(folder, 'gone')}`,
  );
});

test(
  'a page is drawn and can be photographed',
  async () => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto('data:text/html,<h1>hello</h1>');

    expect(await page.textContent('h1')).toBe('hello');
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG');
    await browser.close();
  },
  browserWaitMs,
);
