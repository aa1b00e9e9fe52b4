import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import type { RegisteredBrowser } from '../../../hub/test/push/service.ts';

/** What a notification on the screen says, and where a click on it leads. */
const notifications = z.array(z.object({ title: z.string(), body: z.string(), tag: z.string(), silent: z.boolean().nullable() }));

const registrations = z.object({ registrations: z.array(z.object({ registrationId: z.string(), isDeleted: z.boolean() })) });

/**
 * Counts what the page asks of the person, and stands in for the maker's push service, which tests can't reach: what is subscribed to is
 * the test's own (`browser`), or, without one, out of reach. All else of pushes is the browser's own.
 */
export async function standInForPushService(context: BrowserContext, browser?: RegisteredBrowser): Promise<void> {
  const subscribed = browser && { endpoint: browser.endpoint, keys: browser.keys, expirationTime: null };
  await context.addInitScript(`
    globalThis.timesAsked = 0;
    const ask = Notification.requestPermission.bind(Notification);
    Notification.requestPermission = () => { globalThis.timesAsked += 1; return ask(); };
    const subscribed = ${JSON.stringify(subscribed ?? null)};
    let current = null;
    PushManager.prototype.getSubscription = async () => current;
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
      if (!subscribed) throw new DOMException('Registration failed - push service not available', 'AbortError');
      const key = Uint8Array.from(atob(applicationServerKey.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
      current = { options: { applicationServerKey: key.buffer }, toJSON: () => subscribed, unsubscribe: async () => true };
      return current;
    };
  `);
}

/** How often the page asked whether it may show notifications. */
export function timesAsked(page: Page): Promise<unknown> {
  return page.evaluate('globalThis.timesAsked');
}

/** How many service workers the page has. */
export function workersOf(page: Page): Promise<unknown> {
  return page.evaluate('navigator.serviceWorker.getRegistrations().then(({ length }) => length)');
}

/** What the browser shows of the admin, or of what is below another path, at this moment. */
export async function shownBy(page: Page, scope = '/admin/'): Promise<z.infer<typeof notifications>> {
  const read = '({ title, body, tag, silent }) => ({ title, body, tag, silent })';
  return notifications.parse(
    await page.evaluate(
      `navigator.serviceWorker.getRegistration('${scope}').then((found) => found.getNotifications()).then((all) => all.map(${read}))`,
    ),
  );
}

/** The browser's own delivery of a push to the admin's service worker, or the page's own; done when it was handed over. */
export async function startDelivering(page: Page): Promise<(payload: object) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const registrationId = await registrationOf(session);
  const { origin } = new URL(page.url());
  return async (payload) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(payload) });
  };
}

async function registrationOf(session: CDPSession): Promise<string> {
  return new Promise((resolve, reject) => {
    session.on('ServiceWorker.workerRegistrationUpdated', (event: unknown) => {
      const found = registrations.parse(event).registrations.find(({ isDeleted }) => !isDeleted);
      if (found) resolve(found.registrationId);
    });
    session.send('ServiceWorker.enable').catch(reject);
  });
}

/** How many windows of the admin the worker knows of: a page that was left is among them for a moment longer. */
export async function windowsOf(context: BrowserContext): Promise<unknown> {
  const [worker] = context.serviceWorkers();
  return worker?.evaluate(`self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(({ length }) => length)`);
}

/**
 * A click on the only notification. Only the event is the test's: without a person's hand the browser refuses to give a window the focus or to
 * open one, so what the worker asks of it is noted. Gives that, such as `focus` or `open /admin/`.
 */
export async function clickNotification(context: BrowserContext): Promise<unknown> {
  const [worker] = context.serviceWorkers();
  return worker?.evaluate(`(async () => {
    const asked = [];
    WindowClient.prototype.focus = async function () { asked.push('focus'); return this; };
    self.clients.openWindow = async (url) => { asked.push('open ' + url); return null; };
    const [notification] = await self.registration.getNotifications();
    const click = new NotificationEvent('notificationclick', { notification });
    const works = [];
    click.waitUntil = (work) => works.push(work);
    self.dispatchEvent(click);
    await Promise.all(works);
    return { asked, left: (await self.registration.getNotifications()).length };
  })()`);
}
