import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ApiError, createClient } from '../../hub/api/client.ts';
import { listTags } from '../../hub/api/customers/tags.ts';
import { assignConversation, getConversation } from '../../hub/api/customers/conversations.ts';
import { listQuickReplies } from '../../hub/api/customers/quick-replies.ts';
import { getDepartment } from '../../hub/api/team/departments.ts';
import { listAgents } from '../../hub/api/team/agents.ts';
import { getWorkspace } from '../../hub/api/team/workspaces.ts';
import { useAdmin } from './use-admin.ts';
import { until } from './world/world.ts';

const admin = useAdmin();

/** The toast that says so: "unsaved" stands on the page too. */
async function saved(page: Page): Promise<void> {
  const toast = page.locator('.toast', { hasText: /^\s*Saved/ });
  await toast.waitFor();
  await toast.getByRole('button', { name: 'Close' }).click();
}

test('a colleague is invited, joins in another browser, gets another role, and is removed while a colleague takes over', async () => {
  const { world, url, openAs } = admin();
  const ada = await openAs(world.ada, '/settings/agents');
  await ada.getByRole('button', { name: 'Invite a colleague' }).click();
  await ada.getByLabel('Support').check();
  await ada.getByRole('button', { name: 'Create invitation' }).click();
  await ada.getByText('Hand this link').waitFor();
  const link = new URL((await ada.locator('wa-dialog').locator('code').textContent()) ?? '');
  await ada.getByRole('button', { name: 'Done' }).click();
  await ada.getByText('Pending invitations').waitFor();

  const dora = await openAs(null, `/invite?token=${link.pathname.split('/').at(-1)}`);
  await dora.getByLabel('Your name').fill('Dora New');
  await dora.getByLabel('E-mail').fill('dora@example.com');
  await dora.getByLabel('New password', { exact: true }).fill('a long enough one');
  await dora.getByRole('button', { name: 'Join' }).click();
  await dora.waitForURL('**/inbox/mine');
  await dora.goto('about:blank');

  await ada.getByRole('link', { name: 'Dora New' }).click();
  await expect.poll(() => ada.getByLabel('Support').isChecked()).toBe(true);
  await ada.getByLabel('Admin', { exact: false }).first().check();
  await ada.getByText('unsaved change').waitFor();
  await ada.keyboard.press('Control+s');
  await ada.getByRole('button', { name: 'Change to: Admin' }).click();
  await saved(ada);
  const joined = await until(async () =>
    (await world.client.call(listAgents)).items.find(({ email, role }) => email === 'dora@example.com' && role === 'admin'),
  );
  // Another role signs the agent out.
  await dora.goto(`${url}/admin/inbox/mine`);
  await dora.waitForURL('**/login?next=**');

  const { id: conversationId } = await world.conversationOf('Anna Petrova');
  await world.client.call(assignConversation, { params: { conversationId }, body: { agentId: joined.id } });
  await ada.getByRole('button', { name: 'Remove agent' }).click();
  await ada.getByText('1 open conversation goes').waitFor();
  await ada.getByLabel('To a colleague').check();
  await ada.getByLabel('Colleague', { exact: true }).selectOption('Chen Admin');
  await ada.locator('wa-dialog').getByRole('button', { name: 'Remove agent' }).click();
  await ada.getByText('Dora New was removed').waitFor();
  await ada.getByText('This seat is closed').waitFor();
  const conversation = await world.client.call(getConversation, { params: { conversationId } });
  expect(conversation.assigneeId).toBe(world.chen.agent._id.toHexString());
});

test('permissions are given and taken for one seat, and reset to the role', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, `/settings/agents/${world.boris.agent._id.toHexString()}`);
  await page.getByLabel('Read the audit log').check();
  await page.getByLabel('Snooze conversations').uncheck();
  await page.getByText('2 exceptions').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await saved(page);
  const read = async () => (await world.client.call(listAgents)).items.find(({ email }) => email === 'boris@example.com')?.overrides;
  expect(await read()).toEqual({ added: ['audit.view'], removed: ['conversation.snooze'] });
  await page.getByRole('button', { name: 'Reset to role' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(read).toEqual({ added: [], removed: [] });
});

test('an access token is shown once, works with its scopes only, and is refused after it was revoked', async () => {
  const { world, url, openAs } = admin();
  const page = await openAs(world.ada, '/settings/tokens');
  await page.getByRole('button', { name: 'New access token' }).click();
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByText('Choose at least one.').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Reports');
  await page.getByRole('button', { name: 'Conversations: Read only' }).click();
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.getByText('Copy it now').waitFor();
  const token = (await page.locator('wa-dialog').locator('code').textContent()) ?? '';
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('cell', { name: /^Reports/ }).waitFor();

  const program = createClient({ baseUrl: url, token });
  expect((await program.call(listTags)).items.length).toBeGreaterThan(0);
  const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : String(error));
  expect(await program.call(listAgents).then(() => 'allowed', codeOf)).toBe('permission.missing');

  await page.getByRole('button', { name: 'Revoke: Reports' }).click();
  await page.locator('wa-dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Reports was revoked').waitFor();
  expect(await program.call(listTags).then(() => 'allowed', codeOf)).toBe('token.invalid');
});

test('a department is handed out round-robin with a limit, and one is made and deleted', async () => {
  const { world, openAs } = admin();
  const departmentId = world.departmentIds.Support;
  const page = await openAs(world.ada, `/settings/departments/${departmentId}`);
  await page.getByLabel('Round-robin').check();
  await page.getByLabel('At most open per agent').fill('501');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A number from 1 to 500').waitFor();
  await page.getByLabel('At most open per agent').fill('5');
  await page.getByRole('button', { name: 'Save' }).click();
  await saved(page);
  expect((await world.client.call(getDepartment, { params: { departmentId } })).handing).toEqual({ mode: 'round-robin', limit: 5 });

  await page.goto(`${admin().url}/admin/settings/departments/new`);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('support');
  await page.getByRole('button', { name: 'Create department' }).click();
  await page.getByText('Another department has this name.').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Billing');
  await page.getByRole('button', { name: 'Add members' }).click();
  await page.getByRole('combobox', { name: 'Search agents' }).fill('chen');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Create department' }).click();
  await page.getByRole('heading', { name: 'Billing' }).waitFor();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete Billing' }).click();
  await page.getByText('Billing was deleted').waitFor();
  await page.waitForURL('**/settings/departments');
});

test('unsaved changes are asked about before they are lost', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/settings/workspace');
  await page.getByLabel('Least busy').check();
  await page.getByText('1 unsaved change').waitFor();
  await page.getByRole('link', { name: 'Agents' }).click();
  await page.locator('wa-dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('1 unsaved change').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await saved(page);
  expect((await world.client.call(getWorkspace)).settings.handing.mode).toBe('least-busy');
  await page.getByLabel('Shared queue').check();
  await page.getByRole('link', { name: 'Agents' }).click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await page.waitForURL('**/settings/agents');
  expect((await world.client.call(getWorkspace)).settings.handing.mode).toBe('least-busy');
});

test('a quick reply is written with a placeholder and its preview, deleted, and undone', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/settings/quick-replies/new');
  await page.getByLabel('Shortcut').fill('/hours');
  await page.getByLabel('Title').fill('Opening hours');
  await page.getByLabel('Text', { exact: true }).fill('We open at nine, ');
  await page.getByRole('button', { name: 'Insert placeholder' }).click();
  await page.getByRole('option', { name: /first name/ }).click();
  await expect.poll(() => page.locator('.preview-bubble').textContent()).toBe('We open at nine, Anna');
  await page.getByRole('button', { name: 'Create quick reply' }).click();
  await page.getByRole('heading', { name: 'Opening hours' }).waitFor();
  const read = async () => (await world.client.call(listQuickReplies, { query: { q: 'hours' } })).items.map(({ text }) => text);
  expect(await read()).toEqual(['We open at nine, {{contact.firstName}}']);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL('**/settings/quick-replies');
  expect(await read()).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: '/hours' }).waitFor();
});

test('a used tag is renamed everywhere, and has to be typed to be deleted', async () => {
  const { world, openAs } = admin();
  const page = await openAs(world.ada, '/settings/tags');
  await page.getByRole('button', { name: 'Edit: billing' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Money');
  await page.getByText('carried over').waitFor();
  await page.getByRole('radio', { name: 'Teal' }).check({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Delete: Money' }).click();
  const remove = page.getByRole('button', { name: 'Delete tag Money' });
  expect(await remove.isDisabled()).toBe(true);
  await page.getByLabel('Type Money to confirm').fill('Money');
  await remove.click();
  await page.getByText('Tag Money deleted').waitFor();
  expect((await world.client.call(listTags)).items.map(({ name }) => name)).not.toContain('Money');
});

describe('the audit log', () => {
  test('shows what a change was from and to, filtered by the address', async () => {
    const { world, openAs } = admin();
    const page = await openAs(world.ada, `/settings/departments/${world.departmentIds.Sales}`);
    await page.getByLabel('Description').fill('Plans and prices');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    await page.goto(
      `${admin().url}/admin/settings/audit?target=department&action=department.updated&actor=${world.ada.agent._id.toHexString()}`,
    );
    await page.getByRole('button', { name: /Department changed Sales/ }).click();
    const diff = page.locator('.diff').first();
    await diff.getByText('New customers and plans').waitFor();
    expect(await diff.locator('ins').textContent()).toContain('Plans and prices');
    await page.getByLabel('Of what').selectOption('Tag');
    await page.getByText('No entry fits these filters.').waitFor();
    expect(page.url()).toContain('target=tag');
  });

  test('is not offered to whoever may not read it', async () => {
    const { world, openAs } = admin();
    const page = await openAs(world.boris, '/settings/agents');
    await page.getByText('chen@example.com').waitFor();
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Invite a colleague' }).count()).toBe(0);
  });
});
