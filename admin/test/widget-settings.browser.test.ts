import { io } from 'socket.io-client';
import { onTestFinished, expect, test } from 'vitest';
import { z } from 'zod';
import { realtimePath } from '../../hub/api/realtime.ts';
import { listSchedules } from '../../hub/api/team/schedules.ts';
import { startVisitorSession, widgetApiRoot } from '../../hub/api/widget/calls.ts';
import { widgetNamespace, type WidgetHandshake } from '../../hub/api/widget/realtime.ts';
import { getWidget, showIdentitySecret } from '../../hub/api/widget/settings.ts';
import { widgetConfig } from '../../hub/api/widget/views.ts';
import { readPng } from '../../hub/site/helpbox/read-png.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();
const begun = z.object({ token: z.string() });

/** A page of a site that shows the widget: its frame begins a session and connects. */
async function openSite(host: string, widgetKey: string): Promise<void> {
  const { url } = admin().hub;
  const response = await fetch(`${url}${widgetApiRoot}${startVisitorSession.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ widgetKey }),
  });
  const { token } = begun.parse(await response.json());
  const auth: WidgetHandshake = {
    token,
    visit: { source: 'widget', page: { url: `https://${host}/cart`, title: 'Cart' }, tabId: 'a-tab-of-a-test' },
  };
  const socket = io(`${url}${widgetNamespace}`, { path: realtimePath, auth, transports: ['websocket'] });
  onTestFinished(() => void socket.disconnect());
  await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
}

test('the widget gets a colour that the preview shows before it is saved, a site that may show it, hours, another secret, and is seen on its first page', async () => {
  const { world, url, openAs } = admin();
  const { widgetKey } = await world.client.call(getWidget);
  const page = await openAs(world.ada, '/settings/widget');
  const toast = page.locator('.toast', { hasText: /Saved|saved/ });
  const save = async (name = 'Save') => {
    await page.getByRole('button', { name, exact: true }).click();
    await toast.first().waitFor();
    await toast.first().getByRole('button', { name: 'Close' }).click();
  };

  await page.getByLabel('Colour', { exact: true }).fill('#ffd75e');
  await page.getByText('Too pale on a white page').waitFor();
  await page.getByRole('button', { name: 'Use #ad9240' }).click();
  await page
    .getByLabel('Change the picture')
    .or(page.locator('hub-widget-avatar input[type=file]'))
    .first()
    .setInputFiles('.github/playground.png');
  await page.getByRole('img', { name: 'The picture as it is now' }).waitFor();
  await page.getByLabel('Greeting: English').fill('Welcome to the Sunny Shop');
  const frame = page.frameLocator('.stage iframe');
  await frame.getByText('Welcome to the Sunny Shop').waitFor();
  await expect.poll(() => frame.locator('html').getAttribute('style')).toContain('--accent: #ad9240');
  await expect.poll(() => frame.locator('header .face img').getAttribute('src')).toContain('/files/');

  // The other pages of the form are no leaving of it.
  await page.getByRole('link', { name: 'Where it shows' }).first().click();
  const sites = page.getByLabel('Sites', { exact: true });
  await sites.fill('shop.*.com');
  await sites.press('Enter');
  await page.getByText('only at the beginning').waitFor();
  await sites.fill('https://shop.example.com/cart');
  await sites.press('Enter');
  await page.getByText('3 unsaved changes').waitFor();
  await save();
  const { settings } = await world.client.call(getWidget);
  expect(settings.allowedDomains).toEqual(['shop.example.com']);
  const config = widgetConfig.parse(await (await fetch(`${url}${widgetApiRoot}/config/${widgetKey}?language=en`)).json());
  expect(config.look.colour).toBe('#ad9240');
  expect(config.greeting).toBe('Welcome to the Sunny Shop');
  const picture = await fetch(config.look.avatarUrl ?? '');
  const { width, height } = readPng(Buffer.from(await picture.arrayBuffer())) ?? {};
  expect([picture.status, picture.headers.get('content-type'), width, height]).toEqual([200, 'image/png', 256, 256]);

  await page.getByRole('link', { name: 'Hours', exact: true }).click();
  await page.getByRole('button', { name: 'New schedule' }).click();
  await page.getByLabel('Open: Friday').uncheck();
  await page.getByRole('button', { name: 'Add hours: Tuesday' }).click();
  await page.getByText('Two of these overlap').waitFor({ state: 'detached' });
  await save('Save schedule');
  await save();
  const [schedule] = (await world.client.call(listSchedules)).items;
  expect(schedule?.week[4]).toEqual([]);
  expect(schedule?.week[1]).toHaveLength(2);
  expect((await world.client.call(getWidget)).settings.scheduleId).toBe(schedule?.id);

  const { secret: before } = await world.client.call(showIdentitySecret);
  await page.getByRole('link', { name: 'Identity' }).first().click();
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText(before).waitFor();
  await page.getByRole('button', { name: 'New secret' }).click();
  await page.getByRole('button', { name: 'Make new secret' }).click();
  await page.getByText('The one before counts until').waitFor();
  const { secret: after } = await world.client.call(showIdentitySecret);
  expect(after).not.toBe(before);
  await page.getByText(after).waitFor();

  await page.getByRole('link', { name: 'Install' }).click();
  await page.getByText('Waiting for the first ping').waitFor();
  await openSite('shop.example.com', widgetKey);
  await page.locator('.seen').getByText('Seen on shop.example.com').waitFor();
});

test("the preview is sealed: it neither reads nor keeps anything in the browser, where the manager's own chat may be, calls nothing and takes no keys", async () => {
  const { world, openAs } = admin();
  const { widgetKey } = await world.client.call(getWidget);
  const page = await openAs(world.ada, '/settings/widget');
  const frame = page.frameLocator('.stage iframe');
  await frame.locator('textarea').waitFor();
  await page.evaluate(`localStorage.setItem('hub:${widgetKey}', JSON.stringify({ visitorSecret: 'theirs', isMuted: true, queue: [
    { clientId: 'a', thread: 'new:live', isNew: false, text: 'not sent yet', attachments: [], createdAt: '2026-01-01T00:00:00Z', state: 'waiting' },
  ] }))`);
  const called: string[] = [];
  page.on('request', (request) => {
    if (request.frame() !== page.mainFrame()) called.push(new URL(request.url()).pathname);
  });
  await page.addInitScript(`if (location.pathname.startsWith('/widget/frame/')) {
    window.touched = [];
    for (const name of ['getItem', 'setItem', 'removeItem', 'clear', 'key']) {
      const real = Storage.prototype[name];
      Storage.prototype[name] = function (...given) { window.touched.push(name); return real.apply(this, given); };
    }
  }`);
  await page.reload();
  await frame.locator('textarea').waitFor();
  await page.getByLabel('Greeting: English').fill('Good day');
  await frame.getByText('Good day').waitFor();

  expect(await frame.locator('.message').count()).toBe(0);
  expect(await page.frames()[1]?.evaluate('[window.touched, document.getElementById("chat").inert]')).toEqual([[], true]);
  expect(called.filter((path) => !/^.(widget|files)./.test(path))).toEqual([]);
  expect(await page.evaluate(`localStorage.getItem('hub:${widgetKey}')`)).toContain('not sent yet');
});

test('fields of the lead form change places by dragging and by their buttons, with the focus where it was, and whoever may not manage channels changes nothing', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/settings/widget/forms');
  await page.getByLabel('Before the first message').check();
  const order = () => page.locator('.lead-fields li .lead-head b').allInnerTexts();
  const [grip, second] = [page.locator('.lead-fields .grip').first(), page.locator('.lead-fields li').nth(1)];
  expect(await order()).toEqual(['Name', 'Email']);
  await grip.dragTo(second, { targetPosition: { x: 30, y: (await second.boundingBox())!.height - 6 } });
  await expect.poll(order).toEqual(['Email', 'Name']);
  await page.getByText('Name is number 2 now').waitFor({ state: 'attached' });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button('Move Email down').focus();
  await page.keyboard.press('Enter');
  await expect.poll(order).toEqual(['Name', 'Email']);
  await page.getByText('Email is number 2 now').waitFor({ state: 'attached' });
  // At its end a button can do no more; the way back is at hand.
  await page.locator('[aria-label="Move Email up"]:focus').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(order).toEqual(['Email', 'Name']);
  await page.getByLabel('Required: Name').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(async () => (await world.client.call(getWidget)).settings.leadForm.fields.map(({ key, isRequired }) => ({ key, isRequired })))
    .toEqual([
      { key: 'email', isRequired: true },
      { key: 'name', isRequired: true },
    ]);

  const boris = await openAs(world.boris, '/settings/widget/forms');
  await boris.getByLabel('Ask for a rating').waitFor();
  expect(await boris.getByLabel('Ask for a rating').isDisabled()).toBe(true);
  expect(await boris.getByRole('button', { name: 'Add field' }).count()).toBe(0);
});
