/// <reference lib="webworker" />
import { config } from 'zod';
import { pushPayload, type PushPayload } from '../../hub/api/team/push.ts';

declare const self: ServiceWorkerGlobalScope;

config({ jitless: true });

/** What an open page of the admin is told when a notification is clicked. */
interface OpenMessage {
  type: 'open';
  url: string;
}

// A new worker takes over at once: it keeps no state that an old one could lose.
self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => event.waitUntil(show(read(event))));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const data: unknown = event.notification.data;
  const url = typeof data === 'object' && data !== null && 'url' in data && typeof data.url === 'string' ? data.url : '/admin/';
  event.waitUntil(open(url));
});

/** A payload of another version, or none, still shows something: a browser punishes pushes that show nothing. */
function read(event: PushEvent): PushPayload | null {
  try {
    return pushPayload.parse(event.data?.json());
  } catch {
    return null;
  }
}

async function show(payload: PushPayload | null): Promise<void> {
  if (!payload) {
    await self.registration.showNotification('Hubbub', { tag: 'hubbub', data: { url: '/admin/' } });
    return;
  }
  if (await isOnScreen(payload)) return;
  const { title, body, tag, renotify, silent, url, at } = payload;
  // `renotify` and `timestamp` are in the Notifications API but not yet in TypeScript's types.
  const options: NotificationOptions & { renotify: boolean; timestamp: number } = {
    body,
    tag,
    renotify,
    silent,
    timestamp: Date.parse(at),
    icon: '/admin/icon.svg',
    data: { url },
  };
  await self.registration.showNotification(title, options);
}

/** Somebody looks at this very conversation in a window that has the focus: the browser lets that be enough. */
async function isOnScreen({ conversationId }: PushPayload): Promise<boolean> {
  if (conversationId === null) return false;
  const windows = await self.clients.matchAll({ type: 'window' });
  return windows.some((each) => each.focused && each.url.includes(conversationId));
}

/** Goes to the conversation in a window that is open already, else in a new one. */
async function open(url: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const admin = windows.find((each) => new URL(each.url).pathname.startsWith('/admin/'));
  if (!admin) {
    await self.clients.openWindow(url);
    return;
  }
  const message: OpenMessage = { type: 'open', url };
  admin.postMessage(message);
  await admin.focus();
}
