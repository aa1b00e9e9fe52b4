import { expect, test } from 'vitest';
import { violationsOf } from './axe.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();
const offlineNoise = { expectedErrors: /WebSocket|socket\.io|ERR_|Failed to fetch/ };

test('a part that is first asked for while offline says so in its place, and comes by itself when the connection is back', async () => {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf('Yuki Tanaka');
  const page = await openAs(world.ada, `/inbox/all/${id}`, offlineNoise);
  await page.locator('hub-timeline .item').first().waitFor();
  const late = page.locator('hub-thread .late');

  await page.context().setOffline(true);
  await page.locator('.offline-bar').waitFor();
  await page.keyboard.press('ControlOrMeta+KeyF');
  await late.getByText('This part could not be loaded').waitFor();
  expect(await page.getByLabel('Search messages and notes').count()).toBe(0);
  expect((await violationsOf(page)).filter((line) => line.includes('late'))).toEqual([]);

  await page.context().setOffline(false);
  await page.getByLabel('Search messages and notes').waitFor({ timeout: 45_000 });
  expect(await late.count()).toBe(0);
});

test('a picker and the emoji that could not be loaded are offered again, and then open where they were asked for', async () => {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf('Lena Fischer');
  const page = await openAs(world.ada, '/settings/profile', offlineNoise);
  const parts = /(show-priority|emoji-picker)[\w-]*\.(js|ts)/;
  await page.route(parts, (route) => route.abort());
  await page.goto(`${admin().url}/admin/inbox/all/${id}`);
  await page.locator('hub-timeline .item').first().waitFor();
  const retry = page.locator('.toast', { hasText: 'This part could not be loaded' }).getByRole('button', { name: 'Try again' });

  await page.keyboard.press('KeyP');
  await retry.hover();
  await page.unroute(parts);
  await retry.click();
  await page.getByRole('option', { name: 'Urgent' }).waitFor();
  await page.keyboard.press('Escape');

  await page.route(parts, (route) => route.abort());
  await page.locator('hub-composer').getByRole('button', { name: 'Emoji' }).click();
  await retry.hover();
  await page.unroute(parts);
  await retry.click();
  await page.locator('emoji-picker').waitFor();
});

test('a part that could not be loaded is there after Retry', async () => {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf('Tom Becker');
  const page = await openAs(world.ada, '/settings/profile', offlineNoise);
  await page.route('**/contact-panel*.js', (route) => route.abort());
  await page.goto(`${admin().url}/admin/inbox/all/${id}`);
  const late = page.locator('.panel .late');
  await late.waitFor();

  await page.unroute('**/contact-panel*.js');
  await late.getByRole('button', { name: 'Try again' }).click();
  await page.locator('hub-contact-panel').getByText('Tom Becker').first().waitFor();
  expect(await late.count()).toBe(0);
});
