import type { Page } from 'playwright-core';
import { sendMessage } from '../../../hub/api/customers/messages.ts';
import type { AdminWorld } from '../world/world.ts';
import { openOf, type Scene } from './scene.ts';

const field = 'hub-composer textarea';

/** Begins the upload of two files: one goes on for ever, the other is cut off. */
async function attachTwo(page: Page): Promise<void> {
  await page.route('**/api/v1/files', async (route) => {
    if (route.request().postDataBuffer()?.includes('offer.pdf')) await route.abort('connectionreset');
  });
  await page.locator('hub-composer input[type=file]').setInputFiles([
    { name: 'price-list-2027.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(400_000, 'prices') },
    { name: 'offer.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 offer') },
  ]);
  await page.getByRole('progressbar', { name: 'Uploading price-list-2027.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Upload offer.pdf again' }).waitFor();
}

/** Sends a reply that a colleague's answer overtakes on its way. */
async function sendTooLate(page: Page, { asBoris }: AdminWorld): Promise<void> {
  await page.route('**/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const [, conversationId = ''] = /conversations\/(\w+)\/messages/.exec(route.request().url()) ?? [];
    await asBoris.call(sendMessage, {
      params: { conversationId },
      body: { kind: 'text', text: 'Иван, отправили код ещё раз, теперь по СМС.', force: true },
    });
    await route.continue();
  });
  await page.locator(field).fill('Иван, давайте попробуем войти по ссылке: её пришлёт бот.');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'A colleague answered meanwhile' }).getByRole('button', { name: 'Send anyway' }).waitFor();
}

/** What is written and what stands in its way. */
export const composerScenes: readonly Scene[] = [
  {
    name: 'composer-note',
    path: openOf('Tom Becker'),
    waitFor: field,
    prepare: async (page) => {
      await page.keyboard.press('KeyN');
      await page.getByText('Only your team sees this').waitFor();
      await page.locator(field).fill('Ask the platform team');
    },
  },
  {
    name: 'composer-quick-replies',
    path: openOf('Yuki Tanaka'),
    waitFor: field,
    prepare: async (page) => {
      // Over what an earlier look left as a draft.
      await page.locator(field).fill('/');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'composer-emoji',
    path: openOf('Diego Alvarez'),
    waitFor: field,
    prepare: async (page) => {
      await page.locator('hub-composer').getByRole('button', { name: 'Emoji' }).click();
      await page.locator('emoji-picker button.emoji').first().waitFor();
    },
  },
  { name: 'composer-files', path: openOf('Lena Fischer'), waitFor: field, prepare: attachTwo },
  { name: 'composer-stale', path: openOf('Иван Орлов'), waitFor: 'hub-timeline .item', prepare: sendTooLate },
];
