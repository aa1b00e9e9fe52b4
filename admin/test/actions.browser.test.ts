import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { getConversation } from '../../hub/api/customers/conversations.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();

/** A page of somebody with one of the world's conversations open. */
async function openConversation(name: string, who: 'ada' | 'boris' = 'ada', tab = 'all'): Promise<{ page: Page; id: string }> {
  const { world, openAs } = admin();
  const { id } = await world.conversationOf(name);
  const page = await openAs(world[who], `/inbox/${tab}/${id}`);
  await page.locator('hub-conversation-header h2', { hasText: name }).waitFor();
  await page.locator('hub-contact-panel .person').waitFor();
  return { page, id };
}

function conversation(id: string) {
  return admin().world.client.call(getConversation, { params: { conversationId: id } });
}

describe('who has a conversation', () => {
  test('of two agents who take it at the same moment one gets it, and the other is told calmly who was faster', async () => {
    const { page: ada, id } = await openConversation('Lena Fischer', 'ada');
    const { page: boris } = await openConversation('Lena Fischer', 'boris');
    const take = (page: Page) => page.locator('hub-conversation-header').getByRole('button', { name: 'Take', exact: true });
    const holder = (page: Page, name: string) => page.locator('hub-conversation-header .assignee', { hasText: name });
    // Boris clicks first, but his click is on its way for longer.
    let letGo = (): void => undefined;
    const isAdas = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await boris.route('**/take', async (route) => {
      await isAdas;
      await route.continue();
    });
    await take(boris).click();
    await holder(boris, 'Me').waitFor();
    await take(ada).click();
    await expect.poll(async () => (await conversation(id)).assigneeId).toBe(admin().world.ada.agent._id.toHexString());
    letGo();

    await boris.locator('.toast.info', { hasText: 'Ada Owner was faster' }).waitFor();
    await holder(boris, 'Ada Owner').waitFor();
    await holder(ada, 'Me').waitFor();
    expect(await boris.locator('.toast.bad').count()).toBe(0);
  });

  test('an assignment is undone to whoever had it before', async () => {
    const { page, id } = await openConversation('Tom Becker');
    const before = await conversation(id);
    await page.keyboard.press('i');
    await expect.poll(async () => (await conversation(id)).assigneeId).toBe(admin().world.ada.agent._id.toHexString());
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => (await conversation(id)).assigneeId).toBe(before.assigneeId);
  });
});

test('closing goes on to the next, and its undo leads back to the conversation, open as it was', async () => {
  const { page, id } = await openConversation('Yuki Tanaka');
  await page.locator(`hub-conversation-rows [data-id="${id}"]`).waitFor();
  const { waitingSince } = await conversation(id);
  await page.locator('hub-conversation-header').getByRole('button', { name: 'Close' }).click();
  await page.waitForURL((url) => !url.pathname.includes(id));
  await expect.poll(async () => (await conversation(id)).status).toBe('closed');

  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await page.waitForURL((url) => url.pathname.includes(id));
  await expect.poll(async () => (await conversation(id)).status).toBe('open');
  expect((await conversation(id)).waitingSince).toBe(waitingSince);
});

test('tags, snooze, assignment and closing go by the keyboard alone', async () => {
  const { page, id } = await openConversation('Diego Alvarez');
  const combobox = page.locator('hub-picker').getByRole('combobox');

  await page.keyboard.press('l');
  await combobox.waitFor();
  await page.keyboard.type('urgent bug');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await conversation(id)).tags).toEqual(['api', 'urgent bug']);

  await page.keyboard.press('a');
  await combobox.waitFor();
  await page.keyboard.type('chen');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await conversation(id)).assigneeId).toBe(admin().world.chen.agent._id.toHexString());

  await page.keyboard.press('z');
  await combobox.waitFor();
  await page.keyboard.type('tomorrow');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await conversation(id)).status).toBe('snoozed');
  await page.locator('hub-conversation-header .chip', { hasText: 'Snoozed until' }).waitFor();

  await page.keyboard.press('e');
  await expect.poll(async () => (await conversation(id)).status).toBe('closed');
});

test('a field of the contact is edited where it stands; what is no e-mail is refused beside it, and an edit is undone', async () => {
  const { page } = await openConversation('Marcus Lee');
  const about = page.locator('hub-contact-about');
  await about.getByRole('button', { name: /^E-mail/ }).click();
  await about.getByRole('textbox', { name: 'E-mail' }).fill('not an address');
  await page.keyboard.press('Enter');
  await about.locator('.error').waitFor();

  await about.getByRole('textbox', { name: 'E-mail' }).fill('marcus@example.com');
  await page.keyboard.press('Enter');
  await about.getByRole('button', { name: 'E-mail: marcus@example.com. Edit' }).waitFor();
  await page.locator('.toast', { hasText: 'E-mail' }).getByRole('button', { name: 'Undo' }).click();
  await about.getByRole('button', { name: 'E-mail: Add…' }).waitFor();
});

test('what is done while offline waits, and is done once the hub can be reached', async () => {
  const { world } = admin();
  const { id } = await world.conversationOf('Ahmed Hassan');
  const page = await admin().openAs(world.ada, `/inbox/all/${id}`, { expectedErrors: /WebSocket|net::|fetch/ });
  await page.locator('hub-conversation-header h2', { hasText: 'Ahmed Hassan' }).waitFor();
  // The picker has been used before: what was never loaded can't come without a connection.
  const urgent = page.locator('hub-picker').getByRole('option', { name: 'Urgent' });
  await page.keyboard.press('p');
  await urgent.waitFor();
  await page.keyboard.press('Escape');
  await urgent.waitFor({ state: 'hidden' });
  await page.context().setOffline(true);
  await page.keyboard.press('p');
  await urgent.click();
  await page.locator('.toast', { hasText: 'No connection' }).waitFor();
  await page.locator('hub-conversation-header .mark', { hasText: 'Urgent' }).waitFor();
  expect((await conversation(id)).priority).toBe('high');

  await page.context().setOffline(false);
  await expect.poll(async () => (await conversation(id)).priority).toBe('urgent');
});
