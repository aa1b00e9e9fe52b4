import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getWidget } from '../../api/widget/settings.ts';
import { browserWaitMs, openBrowser } from '../../test/browser.ts';
import { useHub } from '../../test/start-hub.ts';
import { loadPage } from './load-page.ts';
import { startPlainSite } from './plain-site.ts';

const hub = useHub();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
}, browserWaitMs);

afterAll(() => browser.close());

test("the widget's tag moves nothing on the page, sets no cookie, keeps nothing there, and asks for its loader, its frame with three files, one session and one connection", async () => {
  const { widgetKey } = await hub().client.call(getWidget);
  const site = await startPlainSite(hub().url, widgetKey);
  try {
    const without = await loadPage(browser, site.without, { hasWidget: false, slowdown: 1 });
    const tagged = await loadPage(browser, site.with, { hasWidget: true, slowdown: 1 });

    expect(without).toMatchObject({ requests: ['/without'], layoutShift: 0, cookies: [], kept: [] });
    expect(tagged).toMatchObject({ layoutShift: 0, cookies: [], kept: [] });
    expect(tagged.requests.toSorted()).toEqual([
      '/api/widget/v1/session',
      '/socket.io/',
      '/widget.js',
      '/widget/assets/frame-*.css',
      '/widget/assets/frame-*.js',
      '/widget/assets/frame-*.js',
      '/widget/frame/:widgetKey',
      '/with',
    ]);
    // Only the browser's own secret and what is still to be sent, under one name.
    expect(tagged.keptInFrame).toEqual([`hub:${widgetKey}`]);
  } finally {
    await site.stop();
  }
});
