import { effect, signal } from '@preact/signals-core';
import { getPushKey, listPushSubscriptions, subscribeToPush, unsubscribeFromPush } from '../../hub/api/team/push.ts';
import { api } from './api.ts';
import { session } from './session.ts';
import { workspaceId } from './workspace-id.ts';

/**
 * Whether this browser gets pushes of this workspace: `unsupported` (no such browser, or no https), `denied` (the person said no to the browser,
 * only its own settings can change that), `off`, `on`.
 */
export const pushState = signal<'unsupported' | 'denied' | 'off' | 'on'>('off');

/** The browser could not get an address for pushes from its own push service: that is out of reach, blocked, or left out of this browser. */
export class NoPushService extends Error {}

const isSupported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
const workerUrl = '/admin/worker.js';
const wantedKey = () => `hub.push.${workspaceId.peek() ?? ''}`;

/** Renews the subscription of a browser that has one: the hub forgets it with the session. Asks for nothing. */
export function startPush(): void {
  effect(() => {
    if (session.value) void renew();
  });
}

/** Subscribes this browser; called on a person's action only, since the browser asks for its permission then. Throws NoPushService, ApiError. */
export async function turnPushOn(): Promise<void> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') {
    pushState.value = permission === 'denied' ? 'denied' : 'off';
    return;
  }
  await subscribe();
  localStorage.setItem(wantedKey(), 'on');
  pushState.value = 'on';
}

/** No more pushes to this browser for this workspace. */
export async function turnPushOff(): Promise<void> {
  localStorage.removeItem(wantedKey());
  pushState.value = 'off';
  const { items } = await api.call(listPushSubscriptions);
  await Promise.all(
    items.filter(({ isCurrent }) => isCurrent).map(({ id }) => api.call(unsubscribeFromPush, { params: { pushSubscriptionId: id } })),
  );
}

async function renew(): Promise<void> {
  if (!isSupported) pushState.value = 'unsupported';
  else if (Notification.permission === 'denied') pushState.value = 'denied';
  else if (Notification.permission === 'granted' && localStorage.getItem(wantedKey()) === 'on') {
    await subscribe().then(
      () => {
        pushState.value = 'on';
      },
      () => {
        pushState.value = 'off'; // shown in the profile, where it is turned on again
      },
    );
  } else pushState.value = 'off';
}

async function subscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.register(workerUrl, { scope: '/admin/' });
  await navigator.serviceWorker.ready;
  const { publicKey } = await api.call(getPushKey);
  const existing = await registration.pushManager.getSubscription();
  const hasOurKey = existing && toBase64Url(existing.options.applicationServerKey) === publicKey;
  // A subscription for another key (the hub's data began anew) takes none of ours.
  if (existing && !hasOurKey) await existing.unsubscribe();
  const subscription = existing && hasOurKey ? existing : await askPushService(registration, publicKey);
  const { endpoint = '', keys, expirationTime } = subscription.toJSON();
  await api.call(subscribeToPush, {
    body: { endpoint, keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' }, expirationTime: expirationTime ?? null },
  });
}

async function askPushService({ pushManager }: ServiceWorkerRegistration, applicationServerKey: string): Promise<PushSubscription> {
  try {
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  } catch (error) {
    throw new NoPushService('the browser got no push subscription', { cause: error });
  }
}

function toBase64Url(bytes: ArrayBuffer | null): string {
  return bytes
    ? btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '')
    : '';
}
