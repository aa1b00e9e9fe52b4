import { expect, test } from 'vitest';
import type { WidgetConfig } from '../api/widget/views.ts';
import { createTestHub, startHttp } from '../test/start-http.ts';
import { widgetRouter } from './widget.ts';

const hub = createTestHub();
const widgetKey = 'wk_0123456789';
const config: WidgetConfig = {
  widgetKey,
  language: 'en',
  name: 'Shop',
  look: {
    colour: '#1f6feb',
    onColour: '#ffffff',
    theme: 'auto',
    position: 'right',
    offsetX: 20,
    offsetY: 20,
    launcher: 'bubble',
    avatarUrl: null,
  },
  title: 'A "good" <shop>',
  greeting: '</script><script>alert(1)</script>',
  away: '',
  launcherLabel: 'Chat',
  places: { onlyPages: [], exceptPages: [], devices: 'all', onlyInHours: false },
  team: { isOpen: true, opensAt: null, replyTime: null, members: [] },
  leadForm: { when: 'never', title: '', fields: [] },
  rating: { isOn: false, question: '', withComment: false },
  files: { isAllowed: true, maxBytes: 1_000_000 },
  manyConversations: false,
  sound: true,
  helpBoxUrl: null,
  canCarryOn: false,
  words: {},
};
const site = (allowedDomains: string[] = []) =>
  startHttp(hub, {
    routes: [],
    site: widgetRouter(async (key) => (key === widgetKey ? { config, allowedDomains } : null)),
  });

test('the loader and its types may be taken by pages of any origin, and are asked for again soon', async () => {
  const { request } = await site();

  for (const path of ['/widget.js', '/widget.d.ts']) {
    const { status, headers } = await request(path);
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toContain('max-age=300');
    // Without the second header fetch would ask for a fresh one.
    const again = await request(path, {
      headers: { 'if-modified-since': headers.get('last-modified') ?? '', 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  }
});

test('nothing that an owner writes ends the script that the configuration stands in', async () => {
  const { request } = await site();

  const page = await (await request(`/widget/frame/${widgetKey}`)).text();

  const json = /<script type="application\/json" id="config">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  expect(JSON.parse(json)).toMatchObject({ greeting: config.greeting });
  expect(page).toContain('<title>A &quot;good&quot; &lt;shop></title>');
  expect(page).not.toContain('<script>alert');
});

test('the frame runs only our own scripts, and only where the workspace allows it', async () => {
  const policyOf = async (domains: string[]) => {
    const { request } = await site(domains);
    const { headers } = await request(`/widget/frame/${widgetKey}`);
    expect(headers.get('x-frame-options')).toBeNull();
    return headers.get('content-security-policy') ?? '';
  };

  expect(await policyOf([])).toContain('frame-ancestors *');
  const policy = await policyOf(['shop.example.com', '*.example.org']);
  expect(policy).toContain(
    "frame-ancestors 'self' https://shop.example.com http://shop.example.com https://*.example.org http://*.example.org",
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
});

test('what the frame begins with is there under names that never change their content', async () => {
  const { request } = await site();
  const page = await (await request(`/widget/frame/${widgetKey}`)).text();

  const files = [...page.matchAll(/(?:src|href)="(\/widget\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(files.map((path) => path.split('.').at(-1)).sort()).toEqual(['css', 'js', 'js']);
  for (const path of files) expect((await request(path)).headers.get('cache-control')).toContain('immutable');
});

test('scripts and the frame come compressed to who takes it, and plain to who does not', async () => {
  const { request } = await site();
  const frame = `/widget/frame/${widgetKey}`;
  const page = await (await request(frame)).text();
  const script = /src="(\/widget\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';

  for (const path of ['/widget.js', script, frame]) {
    const packed = await request(path, { headers: { 'accept-encoding': 'gzip, br' } });
    const plain = await request(path, { headers: { 'accept-encoding': 'identity' } });
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(plain.headers.get('content-encoding')).toBeNull();
    for (const { headers } of [packed, plain]) expect(headers.get('vary')).toContain('Accept-Encoding');
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')) * 0.7);
    for (const name of ['cache-control', 'content-type', 'content-security-policy'])
      expect(packed.headers.get(name)).toBe(plain.headers.get(name));
    expect(await packed.text()).toBe(await plain.text());
  }
});

test('an unknown widget and an unknown file are not found', async () => {
  const { request } = await site();

  expect((await request('/widget/frame/wk_nobody00000')).status).toBe(404);
  expect((await request('/widget/assets/none.js')).status).toBe(404);
});
