import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { browserWaitMs, openBrowser } from '../../hub/test/browser.ts';
import { signIn, type BuiltAgent } from '../../hub/test/factories.ts';
import { useHub, type TestHub } from '../../hub/test/start-hub.ts';
import { serveSources } from './world/vite-server.ts';
import { buildWorld, type AdminWorld } from './world/world.ts';

/** The admin under test: a hub with a filled workspace, and browsers signed in as whom a test says. */
export interface AdminUnderTest {
  hub: TestHub;
  world: AdminWorld;
  /** Where the admin is served. */
  url: string;
  browser: Browser;
  /** A page of a browser of its own, signed in; closed after the test, which fails when the page reported an error. */
  openAs(agent: BuiltAgent | null, path: string, options?: PageOptions): Promise<Page>;
}

export interface PageOptions {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  language?: 'en' | 'ru';
  /** What the page may complain of: a test of being offline makes noise. */
  expectedErrors?: RegExp;
  /** What is done to the browser before the page is opened. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
}

/** Starts hub, world and browser once for a test file; ask for them inside tests only. */
export function useAdmin({
  isEmpty = false,
  environment = {},
  browser: wanted = 'any',
}: { isEmpty?: boolean; environment?: Record<string, string>; browser?: 'any' | 'whole' } = {}): () => AdminUnderTest {
  const hub = useHub(environment);
  let under: AdminUnderTest | undefined;
  let stopSources: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const browser = await openBrowser(wanted);
    const running = hub();
    const world = isEmpty ? undefined : await buildWorld(running);
    let url = running.url;
    if (process.env['ADMIN_SOURCES']) {
      const sources = await serveSources(running.url, 4300 + (process.pid % 600));
      stopSources = () => sources.stop();
      url = sources.url;
    }
    under = {
      hub: running,
      get world() {
        if (!world) throw new Error('this file asked for an empty hub');
        return world;
      },
      url,
      browser,
      openAs: (agent, path, options) => openPage({ browser, hub: running, url }, agent, path, options),
    };
  }, browserWaitMs);

  afterAll(async () => {
    await under?.browser.close();
    await stopSources?.();
  });

  return () => {
    if (!under) throw new Error('the admin runs only inside tests');
    return under;
  };
}

async function openPage(
  { browser, hub, url }: { browser: Browser; hub: TestHub; url: string },
  agent: BuiltAgent | null,
  path: string,
  { width = 1440, height = 900, colorScheme = 'light', language = 'en', expectedErrors, prepare }: PageOptions = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: language,
    timezoneId: 'Europe/Berlin',
  });
  if (agent) {
    const { cookie } = await signIn(hub.hub, agent.user._id);
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  await prepare?.(context);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    // A refusal that is shown in words is no fault of the page; the browser reports each as one.
    const faults = errors.filter((text) => !/Failed to load resource|net::ERR/.test(text) && !expectedErrors?.test(text));
    expect(faults).toEqual([]);
  });
  await page.goto(`${url}/admin${path}`);
  return page;
}
