import type { Page } from 'playwright-core';
import type { AdminWorld } from '../world/world.ts';
import type { Scene } from './scene.ts';

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

/** Accounts that have to sign in. */
export const signInScenes: readonly Scene[] = [
  {
    ...channel,
    name: 'settings-channel-scan',
    prepare: whileItWaits({ kind: 'qr', value: '2@QmFzZTY0IG9mIGEga2V5IHRoYXQgbm9ib2R5IGhhcw==,abcdef0123456789' }),
  },
  { ...channel, name: 'settings-channel-code', prepare: whileItWaits({ kind: 'code', from: 'sms', hint: '+49 ··· ··· 42' }) },
  {
    name: 'composer-template',
    path: async (world) => `/inbox/all/${(await world.conversationOf('Diego Alvarez')).id}`,
    waitFor: 'hub-composer textarea',
    prepare: async (page) => {
      await page.route('**/api/v1/providers', async (route) => {
        const response = await route.fetch();
        const { items } = (await response.json()) as { items: { abilities: object }[] };
        const shut = items.map((each) => ({ ...each, abilities: { ...each.abilities, templates: true, windowHours: 0 } }));
        await route.fulfill({ response, json: { items: shut } });
      });
      await page.route('**/api/v1/channels/*/templates', (route) =>
        route.fulfill({
          json: {
            items: [
              {
                name: 'order_on_its_way',
                language: 'en',
                category: 'UTILITY',
                state: 'approved',
                header: 'Your order {{1}}',
                body: 'Hello {{2}}, your order left our warehouse today and should be with you on Thursday.',
                footer: 'Nordwind Shop',
                buttons: ['Track it'],
                blanks: [
                  { key: '1', in: 'header', example: '#1042' },
                  { key: '2', in: 'body', example: 'Ann' },
                ],
              },
            ],
          },
        }),
      );
      await page.reload();
      await page.getByRole('button', { name: 'Send a template' }).click();
      await page.locator('wa-dialog').getByLabel('Blank 1').fill('#2210');
    },
  },
];
