import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('dialog').waitFor();
};

/** The settings of the team and of its work, with their dialogs. */
export const settingsScenes: readonly Scene[] = [
  { name: 'settings-profile', path: '/settings/profile', waitFor: 'hub-profile-sessions li' },
  { name: 'settings-workspace', path: '/settings/workspace', waitFor: '#workspace-name', isWideToo: true },
  {
    name: 'settings-workspace-unsaved',
    path: '/settings/workspace',
    waitFor: 'text=no mail server',
    prepare: async (page) => {
      await page.getByLabel('Round-robin').check();
      await page.getByLabel('Answering takes the conversation').check();
      await page.getByText('2 unsaved changes').waitFor();
    },
  },
  {
    name: 'settings-leave-unsaved',
    path: '/settings/workspace',
    waitFor: 'text=no mail server',
    prepare: async (page) => {
      await page.getByLabel('Least busy').check();
      await page.getByRole('link', { name: 'Agents' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'settings-new-workspace', path: '/settings/workspace', waitFor: 'text=no mail server', prepare: press('New workspace') },
  { name: 'settings-agents', path: '/settings/agents', waitFor: '.agents-table', isWideToo: true },
  { name: 'settings-agents-as-agent', path: '/settings/agents', as: 'boris', waitFor: 'text=chen@example.com' },
  { name: 'settings-invite', path: '/settings/agents', waitFor: 'text=boris@example.com', prepare: press('Invite a colleague') },
  {
    name: 'settings-invite-link',
    path: '/settings/agents',
    waitFor: 'text=boris@example.com',
    prepare: async (page) => {
      await press('Invite a colleague')(page);
      await page.getByRole('button', { name: 'Create invitation' }).click();
      await page.getByText('Invitation link', { exact: true }).waitFor();
    },
  },
  { name: 'settings-agent', path: ({ boris }) => `/settings/agents/${boris.agent._id.toHexString()}`, waitFor: '.permission' },
  {
    name: 'settings-agent-last-owner',
    path: ({ ada }) => `/settings/agents/${ada.agent._id.toHexString()}`,
    waitFor: 'text=The only owner',
  },
  {
    name: 'settings-agent-permissions',
    path: ({ boris }) => `/settings/agents/${boris.agent._id.toHexString()}`,
    waitFor: 'text=Answer customers',
    prepare: async (page) => {
      await page.getByLabel('Rename, recolour and delete tags').check();
      await page.getByLabel('Snooze conversations').uncheck();
      await page.getByText('2 exceptions').waitFor();
    },
  },
  {
    name: 'settings-remove-agent',
    path: ({ boris }) => `/settings/agents/${boris.agent._id.toHexString()}`,
    waitFor: 'text=Answer customers',
    prepare: async (page) => {
      await press('Remove agent')(page);
      await page.getByLabel('To a colleague').check();
    },
  },
  {
    name: 'settings-reset-link',
    path: ({ boris }) => `/settings/agents/${boris.agent._id.toHexString()}`,
    waitFor: 'text=Answer customers',
    prepare: press('Password link'),
  },
  { name: 'settings-departments', path: '/settings/departments', waitFor: '.departments' },
  { name: 'settings-department', path: ({ departmentIds }) => `/settings/departments/${departmentIds.Sales}`, waitFor: '.members' },
  {
    name: 'settings-department-members',
    path: ({ departmentIds }) => `/settings/departments/${departmentIds.Sales}`,
    waitFor: 'text=Chen Admin',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Add members' }).click();
      await page.getByRole('combobox', { name: 'Search agents' }).waitFor();
    },
  },
  { name: 'settings-department-new', path: '/settings/departments/new', waitFor: 'text=Create department' },
  { name: 'settings-quick-replies', path: '/settings/quick-replies', waitFor: '.quick-replies' },
  { name: 'settings-quick-replies-none', path: '/settings/quick-replies?q=nothing-like-it', waitFor: 'text=Nothing found' },
  {
    name: 'settings-quick-reply',
    path: '/settings/quick-replies',
    waitFor: 'text=/hello',
    prepare: async (page) => {
      await page.getByRole('link', { name: '/hello' }).click();
      await page.locator('.preview-bubble mark').first().waitFor();
    },
  },
  { name: 'settings-tags', path: '/settings/tags', waitFor: '.tag-list' },
  { name: 'settings-tag', path: '/settings/tags', waitFor: 'text=billing', prepare: press('Edit: billing') },
  { name: 'settings-tag-delete', path: '/settings/tags', waitFor: 'text=billing', prepare: press('Delete: billing') },
  { name: 'settings-tokens', path: '/settings/tokens', waitFor: '.table' },
  { name: 'settings-new-token', path: '/settings/tokens', waitFor: '.table', prepare: press('New access token') },
  { name: 'settings-audit', path: '/settings/audit', waitFor: '.audit-table' },
  {
    name: 'settings-audit-entry',
    path: '/settings/audit?target=department',
    waitFor: '.audit-table',
    prepare: async (page) => {
      await page.locator('button.toggle').first().click();
      await page.locator('.diff').waitFor();
    },
  },
];
