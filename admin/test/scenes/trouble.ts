import type { Page } from 'playwright-core';
import { openOf, type Scene } from './scene.ts';

/** Has calls to the hub fail from now on and opens the page again, until it says so; with a status after which nobody asks again by itself. */
function failing(calls: string | RegExp, says: string) {
  return async (page: Page): Promise<void> => {
    const error = { code: 'hub.failed', message: 'Something went wrong in the hub.', details: {}, requestId: 'a-request' };
    await page.route(calls, (route) => route.fulfill({ status: 400, json: { error } }));
    await page.reload();
    await page.getByText(says).first().waitFor();
  };
}

/** What a person sees when something did not work, or may be taken back. */
export const troubleScenes: readonly Scene[] = [
  { name: 'inbox-failed', path: '/inbox/all', waitFor: '.rail', prepare: failing(/\/conversations\?/, 'The list could not be loaded') },
  {
    name: 'thread-failed',
    path: openOf('Diego Alvarez'),
    waitFor: '.rail',
    prepare: failing(/\/messages\?/, 'The conversation could not be read'),
  },
  { name: 'contacts-failed', path: '/contacts', waitFor: '.rail', prepare: failing(/\/contacts\?/, 'The contacts could not be loaded') },
  {
    name: 'settings-failed',
    path: '/settings/departments',
    waitFor: '.rail',
    prepare: failing(/api\/v1\/departments(\?|$)/, 'This could not be loaded'),
  },
  {
    name: 'offline',
    path: openOf('Ahmed Hassan'),
    waitFor: 'hub-timeline .item',
    prepare: async (page) => {
      await page.locator('hub-contact-panel .person').waitFor();
      await page.context().setOffline(true);
      // When the browser is closed it is online again for a moment.
      await page.route('**/messages', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
      await page.locator('hub-composer textarea').fill('I see both charges and have asked for the second one back.');
      await page.keyboard.press('Enter');
      await page.locator('.offline-bar').getByText('1 message waits').waitFor();
    },
  },
  {
    name: 'toast-undo',
    path: openOf('Мария Кузнецова', 'closed'),
    waitFor: 'hub-conversation-header .who',
    prepare: async (page) => {
      await page.locator('hub-contact-panel .person').waitFor();
      await page.keyboard.press('KeyP');
      await page.getByRole('option', { selected: false }).first().click();
      // Under the pointer it stays for as long as it is looked at.
      await page.locator('.toast').filter({ hasText: 'Undo' }).hover();
    },
  },
];
