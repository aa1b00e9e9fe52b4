import { expect, test } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { createTestHub, startHttp } from '../test/start-http.ts';
import { adminRouter } from './admin.ts';

useDatabase();

const hub = createTestHub();

// Among the browser's tests, since the admin is built as it is shipped for them alone.
test('the scripts, the page and the worker of the admin come compressed', async () => {
  const { request } = await startHttp(hub, { routes: [], site: adminRouter(hub.config) });
  const ask = (path: string) => request(path, { headers: { 'accept-encoding': 'gzip, br' } });
  const page = await ask('/admin/inbox/mine');
  const script = /src="(\/admin\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? '';

  expect(page.headers.get('content-encoding')).toBe('br');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const sent = await ask(script);
  expect(sent.headers.get('content-encoding')).toBe('br');
  expect(sent.headers.get('cache-control')).toContain('immutable');
  const worker = await ask('/admin/worker.js');
  expect(worker.headers.get('content-encoding')).toBe('br');
  expect(worker.headers.get('cache-control')).toBe('no-cache');
});
