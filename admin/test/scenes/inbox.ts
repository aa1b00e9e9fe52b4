import type { Scene } from './scene.ts';

export const inboxScenes: readonly Scene[] = [
  { name: 'inbox', path: '/inbox/mine', waitFor: 'hub-conversation-rows .row', isWideToo: true },
  { name: 'inbox-nothing', path: '/inbox/mentions', waitFor: 'hub-conversation-list hub-empty' },
  {
    name: 'inbox-filter',
    path: '/inbox/all',
    waitFor: 'hub-conversation-rows .row',
    prepare: async (page) => {
      await page.locator('hub-filter-menu').getByRole('button').click();
      await page.locator('hub-filter-menu .filter-panel').waitFor();
    },
  },
  {
    name: 'inbox-more-tabs',
    path: '/inbox/all',
    waitFor: 'hub-conversation-rows .row',
    prepare: async (page) => {
      await page.locator('hub-inbox-tabs').getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'inbox-selected',
    path: '/inbox/all',
    waitFor: 'hub-conversation-rows .row',
    prepare: async (page) => {
      await page.keyboard.press('KeyJ');
      await page.locator('hub-thread').waitFor();
      await page.keyboard.press('KeyX');
      await page.locator('hub-bulk-bar').getByText('1 selected').waitFor();
    },
  },
];
