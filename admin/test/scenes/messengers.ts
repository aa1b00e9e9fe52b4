import type { Page } from 'playwright-core';
import { listChannels } from '../../../hub/api/customers/channels.ts';
import type { AdminWorld } from '../world/world.ts';
import { openOf, type Scene } from './scene.ts';

/** Opens the channel while its account waits for a person: only what the hub says of its health is the scene's. */
function whileItWaits(signIn: object) {
  return async (page: Page, { channelId }: AdminWorld): Promise<void> => {
    await page.route(`**/api/v1/channels/${channelId}`, async (route) => {
      const response = await route.fetch();
      const channel: object = await response.json();
      await route.fulfill({ response, json: { ...channel, health: { state: 'connecting', signIn } } });
    });
    await page.reload();
    await page.locator('hub-channel-sign-in section').waitFor();
  };
}

const channel = { path: ({ channelId }: AdminWorld) => `/settings/channels/${channelId}`, waitFor: 'hub-channel-page .channel-head' };

/** What only some messengers have: accounts that sign in, templates, shared things, refusals. */
export const messengerScenes: readonly Scene[] = [
  {
    ...channel,
    name: 'settings-channel-scan',
    prepare: whileItWaits({ kind: 'qr', value: '2@QmFzZTY0IG9mIGEga2V5IHRoYXQgbm9ib2R5IGhhcw==,abcdef0123456789' }),
  },
  { ...channel, name: 'settings-channel-code', prepare: whileItWaits({ kind: 'code', from: 'sms', hint: '+49 ··· ··· 42' }) },
  {
    name: 'composer-template',
    path: openOf('Kofi Mensah'),
    waitFor: 'hub-composer textarea',
    prepare: async (page) => {
      // As a day after the customer's last words.
      await page.route('**/api/v1/providers', async (route) => {
        const response = await route.fetch();
        const { items } = (await response.json()) as { items: { abilities: object }[] };
        await route.fulfill({
          response,
          json: { items: items.map((each) => ({ ...each, abilities: { ...each.abilities, windowHours: 0 } })) },
        });
      });
      await page.reload();
      await page.getByRole('button', { name: 'Send a template' }).click();
      await page.locator('wa-dialog').getByLabel('Heading, blank 1').fill('#2210');
      await page.locator('wa-dialog').getByRole('button', { name: 'Send', exact: true }).click();
      await page.locator('wa-dialog').getByText('Required').first().waitFor();
    },
  },
  { name: 'thread-shared', path: openOf('Chiara Rossi'), waitFor: 'hub-timeline .info-card' },
  { name: 'thread-refused', path: openOf('Дарья Волкова'), waitFor: 'hub-timeline .trouble.failed' },
  {
    name: 'settings-channel-whatsapp',
    path: async ({ client }) => {
      const found = (await client.call(listChannels)).items.find(({ provider }) => provider === 'whatsapp');
      return `/settings/channels/${found?.id}`;
    },
    waitFor: 'hub-channel-page .channel-head',
  },
];
