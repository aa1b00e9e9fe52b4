import { mkdtemp, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserWaitMs, openBrowser } from '../test/browser.ts';
import { startPlayground, type Playground } from './start-playground.ts';

const screenshots = '.build/screenshots';
/** Each condition is waited for; a busy machine starts a hub and draws pages slowly. */
const patienceMs = 30_000;

let dataDir: string;
let playground: Playground;
let browser: Browser;

beforeAll(async () => {
  await mkdir(screenshots, { recursive: true });
  dataDir = await mkdtemp(join(tmpdir(), 'hubbub-playground-'));
  browser = await openBrowser();
  playground = await startPlayground({
    port: 0,
    hubPort: 0,
    dataDir: join(dataDir, 'data'),
    log: pino({ level: 'silent' }),
    progress: () => undefined,
  });
}, browserWaitMs);

afterAll(async () => {
  await browser.close();
  await playground.stop();
  expect(await readdir(dataDir)).toEqual([]);
  await rm(dataDir, { recursive: true, force: true });
});

async function openPage(options: { width: number; height: number; colorScheme: 'light' | 'dark'; onlyPhones?: boolean }): Promise<Page> {
  const { width, height, colorScheme, onlyPhones = true } = options;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: 'en-GB' });
  page.setDefaultTimeout(patienceMs);
  page.on('pageerror', (error) => expect.soft(error, 'an error on the page').toBeUndefined());
  if (onlyPhones) await page.addInitScript("localStorage.setItem('hubbub-playground', JSON.stringify({ view: 'phones' }))");
  await page.goto(playground.url);
  await phoneOf(page, 'Ann').waitFor();
  return page;
}

/** Answers the newest message with these words by its menu. */
async function answer(phone: Locator, words: string, text: string): Promise<void> {
  const row = phone.locator('.row', { hasText: words }).last();
  await row.locator('.bubble').hover();
  await row.getByRole('button', { name: 'Message menu' }).click();
  await phone.getByRole('menuitem', { name: 'Reply' }).click();
  await phone.getByRole('textbox').fill(text);
  await phone.getByRole('textbox').press('Enter');
}

const phoneOf = (page: Page, name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name}`) });

test('a customer writes, an agent takes it and answers by replying, and the customer reads the answer', { timeout: 120_000 }, async () => {
  const page = await openPage({ width: 1280, height: 800, colorScheme: 'light' });
  const ann = phoneOf(page, 'Ann');
  const maya = phoneOf(page, 'Maya');

  await ann.getByRole('textbox').fill('Where is my order 1042?');
  await ann.getByRole('textbox').press('Enter');
  const card = maya.locator('.row', { hasText: 'Where is my order 1042?' }).filter({ has: page.getByRole('button', { name: /Take$/ }) });
  await card.getByRole('button', { name: /Take$/ }).click();
  await maya.getByText('Taken by Maya').waitFor();
  const leo = phoneOf(page, 'Leo');
  await leo.getByRole('button', { name: '#1 Ann Lee' }).click();
  await leo.getByText('Taken by Maya').waitFor();

  await answer(maya, 'Taken by Maya', 'It comes tomorrow before noon.');
  await ann.getByText('It comes tomorrow before noon.').waitFor();

  await page.getByRole('listitem').filter({ hasText: '#1 Ann Lee' }).getByText('Maya').waitFor();
  await page.screenshot({ path: `${screenshots}/playground-light.png` });
  await page.close();
});

test('a fault holds an answer back until it is switched off, and a block is told to the agent', { timeout: 120_000 }, async () => {
  const page = await openPage({ width: 1280, height: 800, colorScheme: 'light' });
  const ann = phoneOf(page, 'Ann');
  const maya = phoneOf(page, 'Maya');
  const card = page.getByRole('listitem').filter({ hasText: '#1 Ann Lee' });

  await page.getByRole('button', { name: 'Faults' }).click();
  const panel = page.getByRole('dialog', { name: 'Faults' });
  await panel.getByRole('button', { name: 'Sunny Shop' }).click();
  await panel.getByRole('switch', { name: '429' }).check();
  await answer(maya, 'Taken by Maya', 'Held back for a while.');
  await page.screenshot({ path: `${screenshots}/playground-faults.png` });
  await panel.getByText(/[1-9]\d* struck/).waitFor();
  expect(await ann.getByText('Held back for a while.').count()).toBe(0);
  await panel.getByRole('button', { name: 'Everything well again' }).click();
  await ann.getByText('Held back for a while.').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });

  await ann.getByRole('button', { name: 'More' }).click();
  await ann.getByRole('menuitem', { name: 'Block the bot' }).click();
  await ann.getByRole('button', { name: 'Unblock' }).waitFor();
  await answer(maya, 'Taken by Maya', 'Nobody reads this.');
  await card.getByText('not delivered').waitFor();
  await ann.getByRole('button', { name: 'Unblock' }).click();
  await ann.getByRole('textbox').waitFor();
  await page.close();
});

test('an album goes as one message to both sides, and a killed hub delivers what was written meanwhile', { timeout: 120_000 }, async () => {
  const page = await openPage({ width: 1280, height: 800, colorScheme: 'dark' });
  const boris = phoneOf(page, 'Борис');
  const maya = phoneOf(page, 'Maya');

  await boris.getByRole('button', { name: 'Attach' }).click();
  await boris.getByRole('menuitem', { name: 'Sample album' }).click();
  await boris.locator('.gallery[data-count="4"]').waitFor();
  await maya.locator('.gallery[data-count="4"]').waitFor();

  await page.getByRole('button', { name: 'Faults' }).click();
  const panel = page.getByRole('dialog', { name: 'Faults' });
  await panel.getByRole('button', { name: 'Kill' }).click();
  await panel.getByText('stopped').waitFor();
  await boris.getByRole('textbox').fill('Are you there?');
  await boris.getByRole('textbox').press('Enter');
  await panel.getByRole('button', { name: 'Start' }).click();
  await maya.getByText('Are you there?').first().waitFor();
  await page.screenshot({ path: `${screenshots}/playground-dark.png` });
  await page.close();
});

test('a narrow screen shows one phone at a time, and words that look like HTML stay words', { timeout: 120_000 }, async () => {
  const page = await openPage({ width: 360, height: 740, colorScheme: 'light' });
  const ann = phoneOf(page, 'Ann');

  await ann.getByRole('textbox').fill('<img src=x onerror=alert(1)> & <b>bold</b>');
  await ann.getByRole('button', { name: 'Send' }).click();
  await ann.getByText('<img src=x onerror=alert(1)> & <b>bold</b>').waitFor();
  await page.getByRole('button', { name: 'Maya', exact: true }).click();
  await phoneOf(page, 'Maya').getByText('<img src=x onerror=alert(1)> & <b>bold</b>').first().waitFor();

  expect(await ann.isVisible()).toBe(false);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  await page.screenshot({ path: `${screenshots}/playground-narrow.png` });
  await page.close();
});

test('what a customer writes is answered in the web admin beside the phones, without logging in', { timeout: 120_000 }, async () => {
  const page = await openPage({ width: 1600, height: 900, colorScheme: 'light', onlyPhones: false });
  const ann = phoneOf(page, 'Ann');
  const admin = page.frameLocator('iframe.admin');

  await ann.getByRole('textbox').fill('Do you sell cups, too?');
  await ann.getByRole('textbox').press('Enter');
  await admin.getByRole('link', { name: /^All/ }).click();
  await admin.locator('hub-conversation-rows .row', { hasText: 'Do you sell cups, too?' }).click();
  await admin.locator('hub-composer textarea').fill('We do, blue and green ones.');
  await admin.locator('hub-composer').getByRole('button', { name: 'Send', exact: true }).click();

  await ann.getByText('We do, blue and green ones.').waitFor();
  await page.screenshot({ path: `${screenshots}/playground-with-admin.png` });
});
