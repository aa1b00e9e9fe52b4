import { expect, test } from 'vitest';
import { z } from 'zod';
import { getConversation, type ConversationView } from '../../hub/api/customers/conversations.ts';
import { listMessages } from '../../hub/api/customers/messages.ts';
import { useAdmin } from './use-admin.ts';
import { shopPage } from './world/visitors.ts';

const admin = useAdmin();
const row = 'hub-visitor-table tbody tr';

test('a visitor comes, is seen moving, and is written to: the conversation is the agent’s and opens', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.boris, '/inbox/mine');
  await page.locator('.rail').getByText('Visitors').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.locator(row).first().waitFor();
  await expect.poll(() => page.title()).toMatch(/^\(5\) Visitors/);

  const tab = world.come('v_journey1aa', { page: shopPage('/hats', 'Straw hats') });
  const hers = page.locator(`${row}[data-id=v_journey1aa]`);
  await hers.getByText('Straw hats').waitFor();
  await expect.poll(() => page.title()).toMatch(/^\(6\) Visitors/);
  tab.moved(shopPage('/hats/large', 'Large straw hats'));
  await hers.getByText('Large straw hats').waitFor();

  await hers.getByRole('link', { name: 'Visitor jour' }).click();
  await page.locator('hub-visitor-drawer .page-visits').getByText('Straw hats', { exact: true }).waitFor();
  // On a phone there is room for one of both.
  await page.setViewportSize({ width: 360, height: 740 });
  await hers.waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await hers.waitFor();
  await page.keyboard.press('w');
  await page.locator('#first-words').fill('Hello! Can I help with hats?');
  await page.keyboard.press('Control+Enter');

  await page.locator('hub-thread').getByText('Hello! Can I help with hats?').waitFor();
  const conversationId = /[0-9a-f]{24}/.exec(page.url())?.[0] ?? '';
  const conversation: ConversationView = await world.client.call(getConversation, { params: { conversationId } });
  expect(conversation).toMatchObject({ assigneeId: world.boris.agent._id.toHexString(), contact: { name: 'Visitor jour' } });
  const { items } = await world.client.call(listMessages, { params: { conversationId } });
  expect(items.filter(({ kind }) => kind === 'text')).toHaveLength(1);
  await page.locator('hub-contact-panel').getByText('Pages visited').waitFor();
  await page.locator('hub-contact-panel .page-visits').getByText('Large straw hats').waitFor();
  tab.leave();
});

test('under the pointer rows keep their places: who comes waits behind a pill, who leaves stays greyed', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/visitors');
  const first = page.locator(row).first();
  await first.waitFor();
  const ids = async () =>
    z.array(z.string()).parse(await page.evaluate(`[...document.querySelectorAll('${row}')].map((each) => each.dataset.id)`));
  const before = await ids();
  await first.hover();

  world.come('v_waiting1aa');
  world.come('v_waiting2aa');
  await page.getByRole('button', { name: '2 new' }).waitFor();
  expect(await ids()).toEqual(before);

  await page.getByRole('button', { name: '2 new' }).click();
  await page.locator(`${row}[data-id=v_waiting2aa]`).waitFor();
  expect((await ids()).slice(2)).toEqual(before);
});

test('paused, nothing changes until it goes on; search and filter narrow, and an empty result leads back', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/visitors');
  await page.locator(row).first().waitFor();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Go on' }).waitFor();
  world.come('v_paused1aaa', { page: shopPage('/towels', 'Towels') });
  await page.getByRole('button', { name: '1 new' }).waitFor();
  expect(await page.getByText('Towels', { exact: true }).count()).toBe(0);
  await page.keyboard.press('p');
  await page.locator(row).getByText('Towels', { exact: true }).waitFor();

  await page.keyboard.press('/');
  await page.keyboard.type('towels');
  await expect.poll(() => page.locator(row).count()).toBe(1);
  await page.getByRole('button', { name: 'Known', exact: true }).click();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => page.locator(row).count()).toBeGreaterThan(4);
});
