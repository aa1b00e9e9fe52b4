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
  /**
   * A blank page, signed in, of a browser that is kept for all of the file's pages of this agent: it has loaded the admin's parts already,
   * which is most of what a new one does. The page is closed after the test, which fails when it reported an error.
   */
  openBlankAs(agent: BuiltAgent): Promise<Page>;
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
    const kept = new Map<BuiltAgent, Promise<BrowserContext>>();
    under = {
      hub: running,
      get world() {
        if (!world) throw new Error('this file asked for an empty hub');
        return world;
      },
      url,
      browser,
      openAs: (agent, path, options) => openPage({ browser, hub: running, url }, agent, path, options),
      async openBlankAs(agent) {
        const context = kept.get(agent) ?? openBrowserOf({ browser, hub: running, url }, agent);
        kept.set(agent, context);
        const page = await (await context).newPage();
        failOnErrors(page, () => page.close());
        return page;
      },
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

type Place = { browser: Browser; hub: TestHub; url: string };

async function openPage(place: Place, agent: BuiltAgent | null, path: string, options: PageOptions = {}): Promise<Page> {
  const context = await openBrowserOf(place, agent, options);
  await options.prepare?.(context);
  const page = await context.newPage();
  failOnErrors(page, () => context.close(), options.expectedErrors);
  await page.goto(`${place.url}/admin${path}`);
  return page;
}

async function openBrowserOf(
  { browser, hub, url }: Place,
  agent: BuiltAgent | null,
  { width = 1440, height = 900, colorScheme = 'light', language = 'en' }: PageOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: language, timezoneId: 'Europe/Berlin' });
  if (agent) {
    const { cookie } = await signIn(hub.hub, agent.user._id);
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  return context;
}

function failOnErrors(page: Page, close: () => Promise<void>, expected?: RegExp): void {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async () => {
    await close();
    // A refusal that is shown in words is no fault of the page; the browser reports each as one.
    const faults = errors.filter((text) => !/Failed to load resource|net::ERR/.test(text) && !expected?.test(text));
    expect(faults).toEqual([]);
  });
}
