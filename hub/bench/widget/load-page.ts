import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';

/** What a page cost until it was at rest, before anybody touched it. */
export interface PageLoad {
  /** Milliseconds of each long task beyond its first 50, as Lighthouse adds them up. */
  blockingMs: number;
  /** By the browser's own measure; 0 is none. */
  layoutShift: number;
  loadMs: number;
  /** Paths in the order in which they were asked for, the page's own first; of sockets too. */
  requests: string[];
  /** Bytes over the wire, heads and bodies, without what sockets carry. */
  bytes: number;
  /** Names of cookies, of all sites. */
  cookies: string[];
  /** Names of what is kept by the page's origin. */
  kept: string[];
  /** Names of what the hub's origin keeps in its frame. */
  keptInFrame: string[];
}

const measured = z.object({ blockingMs: z.number(), layoutShift: z.number(), loadMs: z.number(), kept: z.array(z.string()) });
const names = z.array(z.string());
const readKept = '[...Object.keys(localStorage), ...Object.keys(sessionStorage)]';

const observe = `
  window.seen = { tasks: [], shift: 0 };
  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => { for (const each of list.getEntries()) if (!each.hadRecentInput) seen.shift += each.value; })
    .observe({ type: 'layout-shift', buffered: true });`;

/**
 * Opens a page in a browser profile of its own, on a processor slowed down so many times, and waits until it is at rest: loaded, and with
 * the widget its connection open and its launcher drawn.
 */
export async function loadPage(
  browser: Browser,
  address: string,
  { hasWidget, slowdown }: { hasWidget: boolean; slowdown: number },
): Promise<PageLoad> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.addInitScript(observe);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const requests: string[] = [];
    const sizes: Promise<number>[] = [];
    page.on('request', (request) => void requests.push(pathOf(request.url())));
    page.on('requestfinished', (request) => {
      sizes.push(request.sizes().then((size) => size.responseHeadersSize + size.responseBodySize));
    });
    page.on('websocket', (socket) => void requests.push(pathOf(socket.url())));
    const connected = hasWidget ? isConnected(page) : null;
    await page.goto(address, { waitUntil: 'load' });
    await connected;
    await page.waitForLoadState('networkidle');
    const frame = page.frames().find((each) => each.url().includes('/widget/frame/'));
    return {
      ...measured.parse(
        await page.evaluate(`({
          blockingMs: seen.tasks.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0),
          layoutShift: seen.shift,
          loadMs: performance.getEntriesByType('navigation')[0].loadEventEnd,
          kept: ${readKept},
        })`),
      ),
      requests,
      bytes: (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0),
      cookies: (await context.cookies()).map(({ name }) => name),
      keptInFrame: frame ? names.parse(await frame.evaluate(readKept)) : [],
    };
  } finally {
    await context.close();
  }
}

/** The hub's answer to the connection of the visitors' namespace has come. */
async function isConnected(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket');
  await socket.waitForEvent('framereceived', ({ payload }) => String(payload).startsWith('40/widget'));
}

/** Without what is another one each time. */
function pathOf(url: string): string {
  return new URL(url).pathname.replace(/wk_[\w-]+/, ':widgetKey').replace(/-[\w-]{8}\.(js|css)$/, '-*.$1');
}
