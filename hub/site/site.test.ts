import { expect, test } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { createTestHub, startHttp } from '../test/start-http.ts';
import { Router } from 'express';
import { adminRouter } from './admin.ts';
import { redirectRouter } from './redirects.ts';

useDatabase();

const hub = createTestHub();

test('links of set-up, invitation and reset lead into the web admin with their token, and nowhere else', async () => {
  const { request } = await startHttp(hub, { routes: [], site: redirectRouter() });
  const whereTo = async (path: string) => (await request(path, { redirect: 'manual' })).headers.get('location');

  expect(await whereTo('/')).toBe('/admin/');
  expect(await whereTo('/setup?token=a%26b')).toBe('/admin/setup?token=a%26b');
  expect(await whereTo('/invite/abc')).toBe('/admin/invite?token=abc');
  expect(await whereTo('/reset/%2F%2Fevil')).toBe('/admin/reset?token=%2F%2Fevil');
});

test('the admin may be framed by nobody and runs no script but its own', async () => {
  const { request } = await startHttp(hub, { routes: [], site: Router().use(adminRouter(hub.config)) });

  const { headers } = await request('/admin/inbox/mine');

  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("default-src 'none'");
  expect(headers.get('x-frame-options')).toBe('DENY');
});

test('what is no file of the admin is not answered with its page', async () => {
  const { request } = await startHttp(hub, { routes: [], site: adminRouter(hub.config) });

  expect((await request('/admin/assets/none.js')).status).toBe(404);
});
