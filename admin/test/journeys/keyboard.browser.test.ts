import { expect, test } from 'vitest';
import { listMessages } from '../../../hub/api/customers/messages.ts';
import { useAdmin } from '../use-admin.ts';

const admin = useAdmin();

test('a morning in the inbox without a mouse: find, take, answer, note, tag, hand on, snooze, close', async () => {
  const { hub, world, openAs } = admin();
  const page = await openAs(world.ada, '/inbox/mine');
  await page.locator('hub-conversation-rows .row').first().waitFor();
  page.setDefaultTimeout(15_000);
  const keys = async (...presses: string[]) => {
    for (const press of presses) await page.keyboard.press(press);
  };
  const conversation = () => world.conversationOf('Marcus Lee');

  // Find it by the palette.
  await keys('ControlOrMeta+KeyK');
  await page.getByRole('combobox').first().waitFor();
  await page.keyboard.type('Marcus');
  await page
    .getByRole('option', { name: /Marcus Lee #/ })
    .first()
    .waitFor();
  await keys('Enter');
  await page.locator('hub-thread').getByText('Cannot log in after the password reset').waitFor();

  // Mine.
  await page.locator('hub-conversation-header').getByRole('button', { name: 'Take', exact: true }).waitFor();
  await keys('KeyI');
  await expect.poll(async () => (await conversation()).assigneeId).toBe(world.ada.agent._id.toHexString());

  // Answer, and a note that does not go out.
  await keys('KeyR');
  await page.keyboard.type('A new link is on its way');
  await keys('ControlOrMeta+Enter', 'Escape');
  const marcus = world.customers.get('Marcus Lee');
  const atMarcus = () => hub.telegram.transcript(marcus?.chatWith(world.shopBot) ?? { key: '', id: 0 }).map(({ text }) => text);
  await expect.poll(atMarcus).toContain('A new link is on its way');
  await page.locator('body').press('KeyN');
  await page.keyboard.type('third time this week');
  await keys('ControlOrMeta+Enter', 'Escape');
  const notes = async () =>
    (await world.client.call(listMessages, { params: { conversationId: (await conversation()).id } })).items.filter(
      ({ kind }) => kind === 'note',
    );
  await expect.poll(async () => (await notes()).length).toBe(1);
  expect(atMarcus()).not.toContain('third time this week');

  // Tag, priority, department and colleague.
  await page.locator('body').press('KeyL');
  await page.locator('hub-picker input:focus').waitFor();
  await page.keyboard.type('login');
  await keys('Enter', 'Escape');
  await expect.poll(async () => (await conversation()).tags).toContain('login');
  await page.locator('body').press('KeyA');
  await page.locator('hub-picker input:focus').waitFor();
  await page.keyboard.type('Boris');
  await keys('Enter');
  await expect.poll(async () => (await conversation()).assigneeId).toBe(world.boris.agent._id.toHexString());

  // Aside until tomorrow, and back by undoing is a click's matter; closed and reopened is one of keys.
  await page.locator('body').press('KeyZ');
  await page.locator('hub-picker input:focus').waitFor();
  await page.getByText('Tomorrow morning').first().waitFor();
  await page.keyboard.type('tomorrow');
  await keys('Enter');
  await expect.poll(async () => (await conversation()).status).toBe('snoozed');
  await page.locator('body').press('KeyE');
  await expect.poll(async () => (await conversation()).status).toBe('closed');

  // The keys of this screen are told.
  await keys('Escape', 'Escape', 'Shift+?');
  await page.locator('hub-shortcut-help').getByText('Next conversation', { exact: true }).waitFor();
  await keys('Escape');
}, 150_000);
