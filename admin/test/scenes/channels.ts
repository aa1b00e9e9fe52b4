import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

const channelHead = 'hub-channel-page .channel-head';
const consolePeople = 'hub-console-people .person';

/** Presses a button of the page and waits for its dialog. */
function openDialog(name: string) {
  return async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await page.locator('wa-dialog[open]').getByRole('button').last().waitFor();
  };
}

/** Channels and the team's console in the settings. */
export const channelScenes: readonly Scene[] = [
  { name: 'settings-channels', path: '/settings/channels', waitFor: '.channel-card' },
  { name: 'settings-channels-as-agent', path: '/settings/channels', as: 'boris', waitFor: '.channel-card' },
  { name: 'settings-channel-catalogue', path: '/settings/channels/new', waitFor: '.providers' },
  {
    name: 'settings-channel-connect',
    path: '/settings/channels/new?provider=telegram',
    waitFor: 'hub-secret-field',
    prepare: async (page) => {
      await page.locator('.more-settings > summary').click();
      await page.getByRole('textbox', { name: 'Bot token' }).fill('no token at all');
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.locator('#setting-botToken-error').waitFor();
    },
  },
  { name: 'settings-channel-connect-unofficial', path: '/settings/channels/new?provider=instagram-private', waitFor: 'hub-secret-field' },
  {
    name: 'settings-channel-connect-vk',
    path: '/settings/channels/new?provider=vk',
    waitFor: 'hub-secret-field',
    prepare: (page) => page.locator('.more-settings > summary').click(),
  },
  {
    name: 'settings-channel-refused',
    path: '/settings/channels/new?provider=telegram',
    waitFor: 'hub-secret-field',
    prepare: async (page) => {
      await page.getByRole('textbox', { name: 'Bot token' }).fill('123456:wrong');
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.locator('#setting-botToken-error').waitFor();
    },
  },
  {
    name: 'settings-channel-first-message',
    path: ({ channelId }) => `/settings/channels/new?channel=${channelId}`,
    waitFor: 'hub-first-message .callout.good',
  },
  { name: 'settings-channel', path: ({ channelId }) => `/settings/channels/${channelId}`, waitFor: channelHead },
  { name: 'settings-channel-as-agent', path: ({ channelId }) => `/settings/channels/${channelId}`, as: 'boris', waitFor: channelHead },
  {
    name: 'settings-channel-unsaved',
    path: ({ channelId }) => `/settings/channels/${channelId}`,
    waitFor: channelHead,
    prepare: async (page) => {
      await page.getByRole('switch', { name: 'Answer commands of customers' }).click();
      await page.getByRole('textbox', { name: 'In English' }).first().fill('Hello! We answer within the hour.');
      await page.locator('hub-save-bar .bar').waitFor();
    },
  },
  {
    name: 'settings-channel-credentials',
    path: ({ channelId }) => `/settings/channels/${channelId}`,
    waitFor: channelHead,
    prepare: openDialog('Replace credentials'),
  },
  {
    name: 'settings-channel-disconnect',
    path: ({ channelId }) => `/settings/channels/${channelId}`,
    waitFor: channelHead,
    prepare: openDialog('Disconnect'),
  },
  { name: 'settings-channel-unknown', path: '/settings/channels/65f000000000000000000000', waitFor: 'text=There is no such channel' },
  { name: 'settings-console', path: '/settings/console', waitFor: consolePeople },
  { name: 'settings-console-as-agent', path: '/settings/console', as: 'boris', waitFor: consolePeople },
  { name: 'settings-console-link', path: '/settings/console', waitFor: consolePeople, prepare: openDialog('Link Chen Admin') },
  { name: 'settings-console-group', path: '/settings/console', waitFor: consolePeople, prepare: openDialog('Bind a group') },
  { name: 'settings-console-token', path: '/settings/console', waitFor: consolePeople, prepare: openDialog('Replace the token') },
];
