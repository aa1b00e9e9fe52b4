import { mkdtemp, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { Router } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { createTestHub, startHttp } from '../test/start-http.ts';
import { sendCompressed, sendPage } from './compressed.ts';

useDatabase();

const long = 'say it again, '.repeat(200);

/** A folder that is served below /site, with what comes next behind it. */
async function serve(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'hubbub-test-compressed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'deep'));
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const site = Router();
  site.use('/site', sendCompressed(folder, 'no-cache'), express.static(folder, { dotfiles: 'allow' }));
  site.get('/page', (request, response) => sendPage(request, response, `<p>${long}</p>`));
  const { request } = await startHttp(createTestHub(), { routes: [], site });
  const ask = (path: string, encodings: string, init?: RequestInit & { headers?: Record<string, string> }) =>
    request(path, { ...init, headers: { 'accept-encoding': encodings, ...init?.headers } });
  return { ask, write, folder };
}

test('a browser gets the best it takes, whatever the order in which it names them, and may keep only what it can read', async () => {
  const { ask } = await serve({ 'a.js': long, 'deep/b.json': JSON.stringify(long) });
  const encodingOf = async (path: string, encodings: string) => {
    const answer = await ask(path, encodings);
    expect(answer.headers.get('vary')).toContain('Accept-Encoding');
    expect(await answer.text()).toContain(long);
    return answer.headers.get('content-encoding');
  };

  for (const path of ['/site/a.js', '/site/deep/b.json', '/page']) {
    expect(await encodingOf(path, 'gzip, deflate, br')).toBe('br');
    expect(await encodingOf(path, 'gzip, br;q=0')).toBe('gzip');
    expect(await encodingOf(path, 'identity')).toBeNull();
  }
});

test('what was sent before is not sent again, and what has changed is', async () => {
  const { ask, write, folder } = await serve({ 'a.css': long });
  const etag = (await ask('/site/a.css', 'br')).headers.get('etag') ?? '';
  // As a browser asks again; fetch by itself would say that it wants no kept one.
  const again = () => ask('/site/a.css', 'br', { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } });
  expect((await again()).status).toBe(304);

  await write('a.css', `${long}!`);
  await utimes(join(folder, 'a.css'), new Date(), new Date(Date.now() + 60_000));

  const changed = await again();
  expect(changed.status).toBe(200);
  expect(await changed.text()).toBe(`${long}!`);
});

test('pictures go as they are, and nothing outside of the folder or hidden in it is looked for', async () => {
  const { ask } = await serve({ 'a.png': long, '.hidden.js': long });

  expect((await ask('/site/a.png', 'br')).headers.get('content-encoding')).toBeNull();
  expect((await ask('/site/.hidden.js', 'br')).headers.get('content-encoding')).toBeNull();
  expect((await ask('/site/..%2f..%2fpackage.json', 'br')).status).toBe(404);
  expect((await ask('/site/none.js', 'br')).status).toBe(404);
});
