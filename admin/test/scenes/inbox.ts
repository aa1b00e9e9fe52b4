import type { AdminWorld } from '../world/world.ts';
import type { Scene } from './scene.ts';

const openOf = (name: string) => async (world: AdminWorld) => `/inbox/all/${(await world.conversationOf(name)).id}`;
const field = 'hub-composer textarea';

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
  {
    name: 'composer-note',
    path: openOf('Diego Alvarez'),
    waitFor: field,
    prepare: async (page) => {
      await page.keyboard.press('KeyN');
      await page.getByText('Only your team sees this').waitFor();
      await page.keyboard.type('Ask the platform team');
    },
  },
  {
    name: 'composer-quick-replies',
    path: openOf('Diego Alvarez'),
    waitFor: field,
    prepare: async (page) => {
      await page.keyboard.press('KeyR');
      await page.keyboard.type('/');
      await page.getByRole('option').first().waitFor();
    },
  },
];
