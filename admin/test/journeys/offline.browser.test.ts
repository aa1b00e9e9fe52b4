import { expect, test } from 'vitest';
import { listMessages } from '../../../hub/api/customers/messages.ts';
import { useAdmin } from '../use-admin.ts';

const admin = useAdmin();
const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1} while you were away`);

test('thirty messages that came while the browser was cut off, and one that was written there, are all in their place afterwards, once', async () => {
  const { hub, world, openAs } = admin();
  const { id } = await world.conversationOf('Lena Fischer');
  const page = await openAs(world.ada, `/inbox/all/${id}`, { expectedErrors: /WebSocket|socket\.io|ERR_|Failed to fetch/ });
  const thread = page.locator('hub-thread');
  await thread.getByText('Do you ship to Austria?').waitFor();
  await page.locator('.offline-bar').waitFor({ state: 'detached' });

  await page.context().setOffline(true);
  const lena = world.customers.get('Lena Fischer');
  for (const line of lines) lena?.sendText(world.shopBot, line);
  await expect.poll(async () => (await world.conversationOf('Lena Fischer')).preview).toBe(lines.at(-1));
  await page.locator('hub-composer textarea').fill('Written in a tunnel');
  await page.keyboard.press('Enter');
  await thread.getByText('Written in a tunnel').waitFor();
  await page.locator('.offline-bar').waitFor();
  expect(await thread.getByText(lines[29] ?? '', { exact: true }).count()).toBe(0);

  await page.context().setOffline(false);
  await page.locator('.offline-bar').waitFor({ state: 'detached', timeout: 45_000 });
  const atLena = () =>
    hub.telegram.transcript(lena?.chatWith(world.shopBot) ?? { key: '', id: 0 }).filter(({ text }) => text === 'Written in a tunnel');
  // A reply that was written without having seen thirty messages of the customer is no stale one: only a colleague's answer holds it.
  await expect.poll(() => atLena().length).toBe(1);
  await thread.getByText(lines[29] ?? '', { exact: true }).waitFor();

  const { items } = await world.client.call(listMessages, { params: { conversationId: id }, query: { limit: 200 } });
  expect(items.filter(({ text }) => text === 'Written in a tunnel')).toHaveLength(1);
  for (const line of lines) expect(items.filter(({ text }) => text === line)).toHaveLength(1);
  expect(await thread.getByText('Written in a tunnel').count()).toBe(1);
  expect(atLena()).toHaveLength(1);
}, 120_000);
