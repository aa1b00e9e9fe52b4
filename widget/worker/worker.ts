/// <reference lib="webworker" />

export {};

declare const self: ServiceWorkerGlobalScope;

const shelf = 'helpbox';
/** The page's own path: `/helpbox/<key>`. */
const scope = new URL(self.registration.scope).pathname;
/** A connection that brings nothing for so long is none. */
const patienceMs = 5000;

// A new worker takes over at once: it keeps no state that an old one could lose.
self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === scope) event.respondWith(page(request));
  else if (pathname.startsWith('/widget/assets/')) event.respondWith(asset(request));
  else if (pathname === `${scope}/icon.svg`) event.respondWith(newest(request));
  // Calls, sockets and files go their own way: what is in them is kept by no cache.
});

self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  const told = data as { type?: string; urls?: string[] } | null;
  if (told?.type === 'keep') void keep(told.urls ?? []);
});

self.addEventListener('push', (event) => event.waitUntil(tell(read(event))));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.tag));
});

/** What the hub says of an answer; whatever came, something is shown, since a browser punishes pushes that show nothing. */
interface Push {
  title: string;
  body: string;
  /** The conversation's id: one notification for each. */
  tag: string;
  /** When it was written, in milliseconds. */
  at: number;
}

function read(event: PushEvent): Push {
  let given: Record<string, unknown> = {};
  try {
    given = (event.data?.json() ?? {}) as Record<string, unknown>;
  } catch {
    // not even JSON: it is shown as a push of which nothing is known
  }
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return { title: text('title') || self.location.host, body: text('body'), tag: text('tag') || shelf, at: Date.parse(text('at')) || 0 };
}

/** A push may come twice, or after a later one: then what is on the screen stays, without another sound. */
async function tell(push: Push): Promise<void> {
  const [shown] = await self.registration.getNotifications({ tag: push.tag });
  const shownAt = (shown?.data as { at?: number } | undefined)?.at ?? -1;
  const isOld = shown !== undefined && shownAt >= push.at;
  const { title, body, tag, at } = isOld ? { ...push, title: shown.title, body: shown.body, at: shownAt } : push;
  // `renotify` is in the standard, not yet in the types.
  const options = { body, tag, silent: isOld, renotify: !isOld, icon: `${scope}/icon-192.png`, data: { at } };
  await self.registration.showNotification(title, options);
}

/** Goes to the conversation in the window that was used last, else in a new one. */
async function open(conversationId: string): Promise<void> {
  const isNamed = /^[0-9a-f]{24}$/.test(conversationId);
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = windows.find(({ url }) => new URL(url).pathname === scope);
  if (!page) {
    await self.clients.openWindow(isNamed ? `${scope}?conversation=${conversationId}` : scope);
    return;
  }
  if (isNamed) page.postMessage({ type: 'open', conversationId });
  await page.focus();
}

/** The page as it is now; without a connection as it was last. The address it is kept under says nothing of a conversation. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(shelf);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    if (answer.ok) await cache.put(scope, answer.clone());
    // Its owner has switched it off: it is not to be seen without a connection either.
    else if (answer.status === 404) await caches.delete(shelf);
    return answer;
  } catch (error) {
    const kept = await cache.match(scope);
    if (kept) return kept;
    throw error;
  }
}

/** Its name changes with its content. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(shelf);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request.url, answer.clone());
  return answer;
}

async function newest(request: Request): Promise<Response> {
  const cache = await caches.open(shelf);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request.url);
    if (kept) return kept;
    throw error;
  }
}

/** Keeps the page and what it was made of, which came before this worker was there; files of former versions go. */
async function keep(urls: string[]): Promise<void> {
  const cache = await caches.open(shelf);
  const wanted = new Set(urls);
  for (const { url } of await cache.keys())
    if (new URL(url).pathname.startsWith('/widget/assets/') && !wanted.has(url)) await cache.delete(url);
  for (const url of [scope, ...urls]) if (!(await cache.match(url))) await cache.add(url);
}
