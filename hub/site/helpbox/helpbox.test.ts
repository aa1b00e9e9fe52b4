import { createHash, createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { handOver, listVisitorConversations, sendVisitorMessage, startVisitorSession } from '../../api/widget/calls.ts';
import { getWidget, updateWidget } from '../../api/widget/settings.ts';
import { storeFile } from '../../domain/file/store-file.ts';
import { Handover } from '../../domain/widget/session/handover.ts';
import { visit, visitorClient, widgetOf } from '../../realtime/widget/visitor.fixture.ts';
import { useHub } from '../../test/start-hub.ts';
import { readPng, type Pixels } from './read-png.ts';

const hub = useHub();

async function switchOn() {
  const helpBox = { isOn: true, title: { en: 'A "good" <shop>', ru: 'Хороший магазин' } };
  const { helpBoxUrl } = await hub().client.call(updateWidget, { body: { helpBox } });
  return new URL(helpBoxUrl).pathname;
}

const get = (path: string, language = 'en') => fetch(hub().url + path, { headers: { 'accept-language': language } });

test('the page is not there while it is off, nor is anything of it, and says so in the reader’s language', async () => {
  await hub().client.call(updateWidget, { body: { helpBox: { isOn: false, title: null } } });
  const path = new URL((await hub().client.call(getWidget)).helpBoxUrl).pathname;

  for (const part of ['', '/manifest.webmanifest', '/icon.svg', '/icon-512.png', '/worker.js']) {
    const { status, headers } = await get(path + part, 'ru');
    expect([part, status, headers.get('cache-control')]).toEqual([part, 404, 'no-store']);
  }
  expect(await (await get(path, 'ru')).text()).toContain('<html lang="ru">');
});

test('the head is written before any script runs: names, language, colours, and what the page may do', async () => {
  const path = await switchOn();

  const answer = await get(path);
  const page = await answer.text();

  expect(page).toContain('<title>A &quot;good&quot; &lt;shop></title>');
  expect(page).toContain('<meta property="og:title" content="A &quot;good&quot; &lt;shop>">');
  expect(page).toContain('<meta name="theme-color" content="#2563eb">');
  expect(page).toContain(`<link rel="manifest" href="${path}/manifest.webmanifest?language=en">`);
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  expect(style).toContain('--accent:#2563eb');
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(await (await get(path, 'ru-RU')).text()).toMatch(/<html lang="ru"[\s\S]*<title>Хороший магазин<\/title>/);
});

/** How bright a square of a picture is, from 0 to 255. */
function meanOf({ width, rgba }: Pixels, left: number, top: number, side: number): number {
  let sum = 0;
  for (let y = top; y < top + side; y += 1)
    for (let x = left; x < left + side; x += 1)
      for (let channel = 0; channel < 3; channel += 1) sum += rgba[(y * width + x) * 4 + channel] ?? 0;
  return sum / (side * side * 3);
}

test('the icons are pictures of the sizes that the manifest names, in the colour of the workspace', async () => {
  const path = await switchOn();
  await hub().client.call(updateWidget, { body: { look: { ...(await hub().client.call(getWidget)).settings.look, colour: '#ff8800' } } });

  for (const size of [192, 512]) {
    const png = Buffer.from(await (await get(`${path}/icon-${size}.png`)).arrayBuffer());
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
  expect(await (await get(`${path}/icon.svg`)).text()).toContain('fill="#ff8800"');

  // With a picture of the owner's they show that, whatever the system takes.
  const bytes = await readFile('.github/playground.png');
  const file = await storeFile(hub().hub, hub().workspaceId, { name: 'us.png', mimeType: 'image/png', content: Readable.from([bytes]) });
  const { look } = (await hub().client.call(getWidget)).settings;
  await hub().client.call(updateWidget, { body: { look: { ...look, avatarFileId: file._id.toHexString() } } });
  expect(await (await get(`${path}/icon.svg`)).text()).toContain('data:image/png;base64,');
  const icon = readPng(Buffer.from(await (await get(`${path}/icon-192.png`)).arrayBuffer()));
  const original = readPng(bytes);
  if (!icon || !original) throw new Error('a PNG is not read');
  expect([icon.width, icon.height]).toEqual([192, 192]);
  const side = Math.min(original.width, original.height);
  const [left, top] = [(original.width - side) >> 1, (original.height - side) >> 1];
  expect(Math.abs(meanOf(icon, 0, 0, 192) - meanOf(original, left, top, side))).toBeLessThan(3);
  expect((await get(`${path}/worker.js`)).headers.get('service-worker-allowed')).toBe(path);
});

test('a visitor goes on at the page by a code that counts once and for a minute, and is kept nowhere as it is', async () => {
  const { widgetKey } = await hub().client.call(getWidget);
  const visitor = await visit(hub());
  await visitor.call(sendVisitorMessage, { body: { clientId: 'c-1', text: 'Begun in the widget' } });
  const body = { visitorSecret: visitor.secret ?? '' };
  const begin = (handover: string) => visitorClient(hub().url).call(startVisitorSession, { body: { widgetKey, handover } });

  const { code } = await visitor.call(handOver, { body });
  const kept = JSON.stringify(await Handover.find({}).lean());
  expect(kept).not.toContain(code);
  expect(kept).not.toContain(body.visitorSecret);
  const there = await begin(code);
  expect(there).toMatchObject({ visitorId: visitor.session.visitorId, visitorSecret: visitor.secret, isVerified: false });
  expect(there.conversations).toMatchObject([{ preview: 'Begun in the widget' }]);
  const { items } = await visitorClient(hub().url, there.token).call(listVisitorConversations, { query: {} });
  expect(items).toHaveLength(1);
  await expect(begin(code)).rejects.toMatchObject({ code: 'visitor.refused' });

  const { code: late } = await visitor.call(handOver, { body });
  await Handover.updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } });
  await expect(begin(late)).rejects.toMatchObject({ code: 'visitor.refused' });
  const stranger = await visit(hub());
  await expect(stranger.call(handOver, { body })).rejects.toMatchObject({ code: 'visitor.refused' });
});

test('a user of the site stays one at the page, is renewed from there, and leaves no secret behind', async () => {
  const { widgetKey, identitySecret } = await widgetOf(hub());
  const userHash = createHmac('sha256', identitySecret).update('u-1').digest('hex');
  const user = await visit(hub(), { userId: 'u-1', userHash });
  await user.call(sendVisitorMessage, { body: { clientId: 'c-1', text: 'It is me' } });
  const begin = (handover: string) => visitorClient(hub().url).call(startVisitorSession, { body: { widgetKey, handover } });

  const there = await begin((await user.call(handOver, { body: {} })).code);
  expect(there).toMatchObject({ visitorId: user.session.visitorId, isVerified: true, visitorSecret: null });
  const renewed = await begin((await visitorClient(hub().url, there.token).call(handOver, { body: {} })).code);
  expect(renewed).toMatchObject({ isVerified: true, conversations: [{ preview: 'It is me' }] });
});
