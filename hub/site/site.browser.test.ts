import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSetupLink } from '../domain/agent/setup/setup-link.ts';
import { createLoginThrottle } from '../domain/user/login-throttle.ts';
import { browserWaitMs, openBrowser } from '../test/browser.ts';
import { useDatabase } from '../test/database.ts';
import { testPassword } from '../test/factories.ts';
import { createTestHub, startHttp } from '../test/start-http.ts';
import { siteRouter } from './router.ts';

useDatabase();

const hub = createTestHub();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
}, browserWaitMs);
afterAll(() => browser.close());

describe.each(['light', 'dark'] as const)('the pages on a phone, %s', (colorScheme) => {
  test('lead from the setup link to the signed-in page, by keyboard, without a sideways scroll', async () => {
    const site = siteRouter(hub, { throttle: createLoginThrottle(), listChannels: () => Promise.resolve([]) });
    const { url } = await startHttp(hub, { routes: [], site });
    const link = ((await createSetupLink(hub)) ?? '').replace('http://hub.test', url);
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme, javaScriptEnabled: true });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

    await page.goto(link);
    expect(await overflow()).toBe(0);
    await page.getByLabel('Workspace name').focus();
    for (const text of ['Hearth', 'Ada', 'ada@example.com', testPassword]) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await page.getByLabel('Password').press('Enter');
    await page.getByRole('heading', { name: 'You are in' }).waitFor();

    expect(await overflow()).toBe(0);
    expect(await page.getByText('npm run hub -- channel add telegram').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.getByRole('link', { name: 'На русском' }).click();
    await page.getByRole('heading', { name: 'Вход' }).waitFor();
    expect(refused).toEqual([]);
    await context.close();
  });
});
