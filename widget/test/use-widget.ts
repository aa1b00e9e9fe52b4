import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { getWidget, updateWidget, type WidgetSettings } from '../../hub/api/widget/settings.ts';
import { browserWaitMs, openBrowser } from '../../hub/test/browser.ts';
import { useHub, type TestHub } from '../../hub/test/start-hub.ts';
import { startSite, type HostPage } from './host-page.ts';

/** A site with the widget of a running hub on it, and browsers that visit it. */
export interface WidgetUnderTest {
  hub: TestHub;
  widgetKey: string;
  /** The site's origin. */
  site: string;
  /** The tag of the widget's script. */
  tag(attributes?: string): string;
  put(path: string, page: HostPage): void;
  set(settings: Partial<WidgetSettings>): Promise<unknown>;
  /** A page of the site in a browser of its own, or of the context given. Closed after the test, which fails when it reported an error. */
  visit(path: string, options?: VisitOptions): Promise<Visit>;
}

/** A visitor's page. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** The chat's frame. */
  chat: FrameLocator;
  launcher: ReturnType<Page['locator']>;
  /** Opens the chat by its launcher. */
  open(): Promise<void>;
  /** Writes a message and sends it. */
  write(text: string): Promise<void>;
}

export interface VisitOptions {
  context?: BrowserContext;
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  language?: string;
  expectedErrors?: RegExp;
  /** What is done to the page before it is opened. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** Starts hub, site and browser once for a test file; ask for them inside tests only. */
export function useWidget(): () => WidgetUnderTest {
  const hub = useHub();
  let under: WidgetUnderTest | undefined;
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  beforeAll(async () => {
    [browser, site] = await Promise.all([openBrowser(), startSite()]);
    const running = hub();
    const { widgetKey } = await running.client.call(getWidget);
    const tag = (attributes = '') => `<script async src="${running.url}/widget.js" data-key="${widgetKey}" ${attributes}></script>`;
    site.put('/', { head: tag() });
    under = {
      hub: running,
      widgetKey,
      site: site.url,
      tag,
      put: (path, page) => site.put(path, page),
      set: (settings) => running.client.call(updateWidget, { body: settings }),
      visit: (path, options) => visit(browser, `${site.url}${path}`, options),
    };
  }, browserWaitMs);

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  return () => {
    if (!under) throw new Error('the widget runs only inside tests');
    return under;
  };
}

async function visit(
  browser: Browser,
  url: string,
  { context: given, width = 1100, height = 800, colorScheme = 'light', language = 'en', expectedErrors, prepare }: VisitOptions = {},
): Promise<Visit> {
  const context =
    given ??
    (await browser.newContext({
      viewport: { width, height },
      colorScheme,
      locale: language,
      timezoneId: 'Europe/Berlin',
      bypassCSP: false,
    }));
  const page = await context.newPage();
  // The loader's root is closed to the page; open, locators and axe see into it.
  await page.addInitScript({
    content: `const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) { return attach.call(this, { ...init, mode: 'open' }); };`,
  });
  await prepare?.(page);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async () => {
    await (given ? page.close() : context.close());
    expect(errors.filter((text) => !/Failed to load resource|net::ERR/.test(text) && !expectedErrors?.test(text))).toEqual([]);
  });
  await page.goto(url);
  const chat = page.frameLocator('iframe');
  const launcher = page.getByRole('button', { name: /chat/i });
  return {
    page,
    context,
    chat,
    launcher,
    async open() {
      await launcher.click();
      await chat.getByRole('textbox').waitFor();
    },
    async write(text) {
      await chat.getByRole('textbox').fill(text);
      await chat.getByRole('textbox').press('Enter');
    },
  };
}
