import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { getWidget, updateWidget, type WidgetView } from '../../hub/api/widget/settings.ts';
import { browserWaitMs, openBrowser } from '../../hub/test/browser.ts';
import { useHub, type TestHub } from '../../hub/test/start-hub.ts';

/** A hub whose HelpBox page is on, and browsers of visitors. */
export interface HelpBoxUnderTest {
  hub: TestHub;
  widget: WidgetView;
  /** The page's path. */
  path: string;
  /** A browser of a visitor's own; closed after the test, which fails when a page reported an error. */
  visitor(options?: VisitorOptions): Promise<BrowserContext>;
  /** Opens the page in a browser. */
  open(context: BrowserContext, search?: string): Promise<Page>;
}

export interface VisitorOptions {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  locale?: string;
  /** What the pages may complain of: a test of being offline makes noise. */
  expectedErrors?: RegExp;
}

/** Starts hub and browser once for a test file; ask for them inside tests only. */
export function useHelpBox({ browser: wanted = 'any' }: { browser?: 'any' | 'whole' } = {}): () => HelpBoxUnderTest {
  const hub = useHub({ PUSH_ALLOW_PRIVATE: 'true' });
  let browser: Browser | undefined;
  let under: HelpBoxUnderTest | undefined;

  beforeAll(async () => {
    const opened = (browser = await openBrowser(wanted));
    const running = hub();
    const { client, url } = running;
    await client.call(updateWidget, { body: { helpBox: { isOn: true, title: { en: 'Garden Shop', ru: 'Садовый магазин' } } } });
    const widget = await client.call(getWidget);
    const path = new URL(widget.helpBoxUrl).pathname;
    under = {
      hub: running,
      widget,
      path,
      async visitor({ width = 1280, height = 860, colorScheme = 'light', locale = 'en-US', expectedErrors } = {}) {
        const context = await opened.newContext({ viewport: { width, height }, colorScheme, locale, baseURL: url });
        const errors: string[] = [];
        context.on('page', (page) => {
          const note = (text: string) => {
            if (!expectedErrors?.test(text)) errors.push(text);
          };
          page.on('pageerror', ({ message }) => note(message));
          page.on('console', (message) => {
            if (message.type() === 'error') note(message.text());
          });
        });
        onTestFinished(async () => {
          await context.close();
          expect(errors).toEqual([]);
        });
        return context;
      },
      async open(context, search = '') {
        const page = await context.newPage();
        await page.goto(path + search);
        return page;
      },
    };
  }, browserWaitMs);

  afterAll(() => browser?.close());

  return () => {
    if (!under) throw new Error('the page runs only inside tests');
    return under;
  };
}
