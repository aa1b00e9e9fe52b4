import { mkdtemp, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserWaitMs, openBrowser } from '../test/browser.ts';
import { answer, chatOn, patienceMs, phoneOf } from './players.fixture.ts';
import { startPlayground, type Playground } from './start-playground.ts';

const screenshots = '.build/screenshots';

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
    shopPort: 0,
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
  await card.getByText('not delivered').first().waitFor();
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

test('what a visitor writes on the shop beside the phones is answered from Telegram, and read there', { timeout: 120_000 }, async () => {
  const page = await openPage({ width: 1600, height: 900, colorScheme: 'light', onlyPhones: false });
  await page.getByRole('button', { name: 'Website' }).first().click();
  const shop = page.frameLocator('iframe.site');
  await shop.getByRole('button', { name: 'Anna' }).click();
  await shop.getByText('Hello, Anna!').waitFor();
  const chat = await chatOn(page);
  await shop.getByRole('button', { name: 'Ask us' }).click();
  await chat.getByRole('textbox', { name: 'Write a message' }).fill('Is the Harbour cup in stock?');
  await chat.getByRole('button', { name: 'Send', exact: true }).click();

  const maya = phoneOf(page, 'Maya');
  const card = maya
    .locator('.row', { hasText: 'Is the Harbour cup in stock?' })
    .filter({ has: page.getByRole('button', { name: /Take$/ }) });
  await card.getByRole('button', { name: /Take$/ }).click();
  const taken = maya.locator('.row', { hasText: 'Is the Harbour cup in stock?' }).filter({ hasText: 'Taken by Maya' });
  await taken.last().waitFor();
  await answer(maya, 'Is the Harbour cup in stock?', 'Two are left, shall we keep one?');

  await chat.locator('.message.out', { hasText: 'Two are left, shall we keep one?' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Anna' }).getByText('Two are left, shall we keep one?').waitFor();
  await page.screenshot({ path: `${screenshots}/playground-with-shop.png` });

  // Killed in the middle of it: what either side says meanwhile is there once, on its own.
  await page.getByRole('button', { name: 'Faults' }).click();
  const panel = page.getByRole('dialog', { name: 'Faults' });
  await panel.getByRole('button', { name: 'Kill' }).click();
  await panel.getByText('stopped').waitFor();
  await chat.getByRole('textbox', { name: 'Write a message' }).fill('Both, please');
  await chat.getByRole('textbox', { name: 'Write a message' }).press('Enter');
  await chat.locator('.message.pending').getByText('Goes out once you are online').waitFor();
  await answer(maya, 'Is the Harbour cup in stock?', 'The blue one is the larger one.');
  await panel.getByRole('button', { name: 'Start' }).click();
  await maya.getByText('Both, please').first().waitFor();
  await chat.locator('.message.out', { hasText: 'The blue one is the larger one.' }).waitFor();
  await expect.poll(() => chat.locator('.message.pending').count(), { timeout: patienceMs }).toBe(0);
  const words = await chat.locator('.message .words').allInnerTexts();
  expect(words.slice(0, 2)).toEqual(['Is the Harbour cup in stock?', 'Two are left, shall we keep one?']);
  expect(words.slice(2).sort()).toEqual(['Both, please', 'The blue one is the larger one.']);
  await page.close();
});

test('the shop routes by itself in both languages, and the unkind site beside it still has its chat', { timeout: 120_000 }, async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
  page.setDefaultTimeout(patienceMs);
  page.on('pageerror', (error) => expect.soft(error, 'an error on the page').toBeUndefined());
  await page.goto(`${playground.shopUrl}/ru/finder`);
  for (const words of ['Кофе', 'Глоток', 'Тёплая']) await page.getByRole('button', { name: words }).click();
  await page.getByRole('heading', { name: 'Кирпич' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/ru/finder/coffee/little/warm');
  await page.goBack();
  await page.getByRole('heading', { name: 'Какого цвета ваша кухня?' }).waitFor();
  await page.goto(`${playground.shopUrl}/`);
  await page.screenshot({ path: `${screenshots}/shop.png` });
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  await page.screenshot({ path: `${screenshots}/shop-narrow.png` });

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(playground.hostileUrl);
  const chat = await chatOn(page);
  await page.getByRole('button', { name: 'Спросить нас' }).click();
  await chat.getByRole('textbox', { name: 'Сообщение' }).fill('Слышно?');
  await chat.getByRole('textbox', { name: 'Сообщение' }).press('Enter');
  await chat.locator('.message.in .fate', { hasText: 'Отправлено' }).waitFor();
  await page.screenshot({ path: `${screenshots}/shop-hostile.png` });
  await page.close();
});

test('agents write first to visitors of the shop, from Telegram and from the admin', { timeout: 120_000 }, async () => {
  const page = await openPage({ width: 1600, height: 900, colorScheme: 'light', onlyPhones: false });
  const visitor = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  visitor.setDefaultTimeout(patienceMs);
  await visitor.goto(`${playground.shopUrl}/en/delivery`);
  const chat = await chatOn(visitor);
  const maya = phoneOf(page, 'Maya');
  const list = maya.locator('.row', { hasText: 'Delivery · Sunny Shop' });
  // Whoever has just come is the first; they may come a moment after the agent looks.
  await expect
    .poll(
      async () => {
        await maya.getByRole('textbox').fill('/visitors');
        await maya.getByRole('textbox').press('Enter');
        return list.count();
      },
      { timeout: patienceMs, interval: 1500 },
    )
    .toBeGreaterThan(0);
  await list.last().getByRole('button', { name: 'Write to 1' }).click();
  await maya.getByText('What do you want to say to').last().waitFor();
  await maya.getByRole('textbox').fill('Shall I tell you when the courier leaves?');
  await maya.getByRole('textbox').press('Enter');
  const quiet = chat.getByRole('complementary', { name: 'Message from Maya' });
  await quiet.getByText('Shall I tell you when the courier leaves?').waitFor();
  await quiet.getByRole('button').first().click();
  await chat.locator('.message.out', { hasText: 'Shall I tell you' }).waitFor();

  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  other.setDefaultTimeout(patienceMs);
  await other.goto(`${playground.shopUrl}/en/cups/harbour`);
  const otherChat = await chatOn(other);
  const admin = page.frameLocator('iframe.admin');
  await admin.getByRole('link', { name: /^Visitors/ }).click();
  const row = admin.locator('hub-visitor-table tbody tr', { hasText: 'Harbour · Sunny Shop' });
  await row.getByRole('link').first().click();
  await admin.locator('hub-visitor-drawer .page-visits').getByText('Harbour · Sunny Shop').waitFor();
  await admin.locator('hub-visitor-drawer').getByRole('button', { name: 'Start conversation' }).click();
  await admin.locator('#first-words').fill('It holds 350 ml, to the rim.');
  await admin.locator('#first-words').press('Control+Enter');
  await otherChat.getByRole('complementary', { name: 'Message from Olga' }).getByText('It holds 350 ml, to the rim.').waitFor();
  await other.context().close();
  await visitor.close();
  await page.close();
});

// Last, since it leaves cards of its own on the agents' phones.
test('one person writes from WhatsApp, Instagram and VK, and each answer goes back the way it came', { timeout: 180_000 }, async () => {
  const page = await openPage({ width: 1680, height: 900, colorScheme: 'light' });
  const kim = phoneOf(page, 'Kim Park');
  const maya = phoneOf(page, 'Maya');

  for (const app of ['WhatsApp', 'Instagram', 'VK']) {
    await kim.getByRole('button', { name: app, exact: true }).click();
    await kim.getByRole('textbox').fill(`Hello from ${app}`);
    await kim.getByRole('textbox').press('Enter');
    const card = maya.locator('.row', { hasText: `Hello from ${app}` }).filter({ has: page.getByRole('button', { name: /Take$/ }) });
    await card.getByRole('button', { name: /Take$/ }).click();
    await answer(maya, `Hello from ${app}`, `Answered on ${app}`);
    await kim.locator('.row:not(.own)', { hasText: `Answered on ${app}` }).waitFor();
  }
  await kim.getByRole('button', { name: 'Instagram (app)' }).click();
  await kim.getByRole('button', { name: 'Connect' }).click();
  await kim.getByRole('textbox').fill('Hello from the app');
  await kim.getByRole('textbox').press('Enter');
  await maya.locator('.row', { hasText: 'Hello from the app' }).first().waitFor();
  await kim.getByText('unofficial').waitFor();
  await kim.getByRole('button', { name: 'VK', exact: true }).click();
  await kim.getByRole('button', { name: 'Sample photo' }).click();
  await kim.locator('.row.own').last().getByText('📷 Photo', { exact: true }).waitFor();
  await page.locator('.conversation', { hasText: 'Kim Park' }).getByText('📷 Photo', { exact: true }).waitFor();
  await page.screenshot({ path: `${screenshots}/playground-apps.png` });
  await page.close();
});
