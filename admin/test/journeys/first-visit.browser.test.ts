import { expect, test } from 'vitest';
import { createSetupLink } from '../../../hub/domain/agent/setup/setup-link.ts';
import { useAdmin } from '../use-admin.ts';

const admin = useAdmin({ isEmpty: true });

test('from the printed link to the first answered message, by one person in one browser', async () => {
  const { hub, url, openAs } = admin();
  const token = new URL((await createSetupLink(hub.hub)) ?? '').searchParams.get('token') ?? '';
  const page = await openAs(null, `/setup?token=${token}`);

  await page.getByLabel('Workspace name').fill('Hearth');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@hearth.example');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.waitForURL(`${url}/admin/settings/channels`);

  const bot = hub.telegram.createBot({ username: 'hearth_bot', name: 'Hearth' });
  const carl = hub.telegram.createUser({ firstName: 'Carl' });
  await page.getByRole('link', { name: 'Connect Telegram' }).first().click();
  await page.getByRole('textbox', { name: 'Bot token' }).fill(bot.token);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('Connected: Hearth').waitFor();

  carl.sendText(bot, 'Is anybody there?');
  await page.goto(`${url}/admin/inbox/unassigned`);
  await page.locator('hub-conversation-rows .row', { hasText: 'Carl' }).click();
  await page.locator('hub-thread').getByText('Is anybody there?').waitFor();
  await page.getByRole('button', { name: 'Take', exact: true }).click();
  await page.locator('hub-composer textarea').fill('We are! How can we help?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await expect.poll(() => hub.telegram.transcript(carl.chatWith(bot)).map(({ text }) => text)).toContain('We are! How can we help?');
  await page.getByRole('link', { name: /^Mine/ }).click();
  await page.locator('hub-conversation-rows .row', { hasText: 'Carl' }).waitFor();
});

test('a set-up link that was used says so', async () => {
  const { openAs } = admin();
  const page = await openAs(null, '/setup?token=used');

  await page.getByRole('heading', { name: "This link doesn't work" }).waitFor();
  await page.getByRole('link', { name: 'To the login' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
});
