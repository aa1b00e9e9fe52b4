/// <reference lib="webworker" />
import { config } from 'zod';
import { pushPayload } from '../../hub/api/team/push.ts';
import type { WorkerMessage } from './messages.ts';
import { addressOf, noticeBeside, noticeOf } from './notice.ts';

declare const self: ServiceWorkerGlobalScope;

config({ jitless: true });

/** How long a page may take to say what is on its screen, in milliseconds; one that is busy for longer shows nothing new either. */
const answerMs = 2000;

// A new worker takes over at once: it keeps no state that an old one could lose.
self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => event.waitUntil(show(read(event))));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(addressOf(event.notification)));
});

function read(event: PushEvent): unknown {
  try {
    return event.data?.json();
  } catch {
    return null; // not even JSON: it is shown as a push of which nothing is known
  }
}

async function show(content: unknown): Promise<void> {
  const conversationId = pushPayload.safeParse(content).data?.conversationId;
  if (conversationId && (await isOnScreen(conversationId))) return;
  const notice = noticeOf(content);
  const [shown] = await self.registration.getNotifications({ tag: notice.options.tag });
  const { title, options } = noticeBeside(shown, notice);
  await self.registration.showNotification(title, options);
}

/** Somebody looks at this very conversation in a window that has the focus: the browser lets that be enough. */
async function isOnScreen(conversationId: string): Promise<boolean> {
  const focused = (await windowsOfAdmin()).filter((each) => each.focused);
  const answers = await Promise.all(focused.map((each) => ask(each, { type: 'is-on-screen', conversationId })));
  return answers.includes(true);
}

/** Asks the page, since a window's address is to a worker the one that it was opened with, wherever it went since. */
function ask(page: WindowClient, question: WorkerMessage): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }) => resolve(data === true));
    port1.start();
    page.postMessage(question, [port2]);
    setTimeout(() => resolve(false), answerMs);
  });
}

/** Goes to the conversation in the window that was used last, else in a new one. */
async function open(url: string): Promise<void> {
  const [admin] = await windowsOfAdmin();
  if (!admin) {
    await self.clients.openWindow(url);
    return;
  }
  admin.postMessage({ type: 'open', url } satisfies WorkerMessage);
  await admin.focus();
}

/** The one used last comes first. */
async function windowsOfAdmin(): Promise<WindowClient[]> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return windows.filter((each) => /^\/admin(\/|$)/.test(new URL(each.url).pathname));
}
