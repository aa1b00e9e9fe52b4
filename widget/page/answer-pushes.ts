import type { subscribeVisitor, unsubscribeVisitor } from '../../hub/api/widget/calls.ts';
import type { ChatAction } from '../chat/chat.ts';
import { call, type Answer } from '../data/call.ts';
import type { Core } from '../data/core.ts';
import { sayPage } from './words.ts';

interface Parts {
  core: Core;
  /** The hub's key, to subscribe with; base64url. */
  key: string;
  worker: Promise<ServiceWorkerRegistration | null>;
  /** Has page and chat drawn anew. */
  onChange: () => void;
}

/** Answers told by the browser while the page is closed, to who asked for that. */
export interface AnswerPushes {
  /** Switches it on, or off again; nothing before the first message, nor where the browser can't. */
  actions(): ChatAction[];
  /** Hears which conversation a click on a notification asks for. */
  onClick(show: (conversationId: string) => void): void;
}

/** For whom of this browser's visitors they are on, and under which id of the hub's. */
interface Mark {
  visitorId: string;
  id: string;
}

const isSupported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Makes them; what was on stays on over a reload, and ends with the visitor who asked. Never asks for anything by itself. */
export function createAnswerPushes({ core, key, worker, onChange }: Parts): AnswerPushes {
  const { store, config } = core;
  const name = `hub:${config.widgetKey}:push`;
  let mark = readMark(name);
  let isBusy = false;
  let isRenewed = false;
  let hadSession = false;

  const keep = (next: Mark | null) => {
    mark = next;
    try {
      if (next) localStorage.setItem(name, JSON.stringify(next));
      else localStorage.removeItem(name);
    } catch {
      // Storage is refused: it is on until the next reload.
    }
    onChange();
  };
  const subscriptionOf = async () => (await worker)?.pushManager.getSubscription() ?? null;
  const tell = async (subscription: PushSubscription) => {
    const { session } = store.get();
    if (!session) return;
    const { endpoint = '', keys } = subscription.toJSON();
    const body = { endpoint, keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' }, language: config.language };
    const { id }: Answer<typeof subscribeVisitor> = await call<typeof subscribeVisitor>('post', '/push-subscriptions', {
      token: session.token,
      body,
    });
    // Whoever logged out meanwhile is told nothing.
    if (store.get().session?.visitorId === session.visitorId) keep({ visitorId: session.visitorId, id });
    else await subscription.unsubscribe();
  };
  const leave = async () => {
    keep(null);
    await (await subscriptionOf())?.unsubscribe();
  };
  const renew = async () => {
    const subscription = await subscriptionOf();
    if (subscription && Notification.permission === 'granted') await tell(subscription);
    else keep(null);
  };
  const turnOn = async () => {
    const permission = await Notification.requestPermission();
    if (permission === 'default') return;
    if (permission === 'denied') return complain('notifyRefused');
    const registration = await worker;
    if (!registration) return complain('notifyFailed');
    const former = await registration.pushManager.getSubscription();
    // For another key (the hub's data began anew) it takes none of ours.
    if (former && toBase64Url(former.options.applicationServerKey) !== key) await former.unsubscribe();
    await tell(await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  };
  const turnOff = async () => {
    const [token, id] = [store.get().session?.token, mark?.id];
    await leave();
    // Where the hub is out of reach, the push service tells it that this browser is gone.
    if (id) await call<typeof unsubscribeVisitor>('delete', `/push-subscriptions/${id}`, { token }).catch(() => undefined);
  };
  const once = (work: () => Promise<void>) => {
    if (isBusy) return;
    isBusy = true;
    work()
      .catch(() => complain('notifyFailed'))
      .finally(() => (isBusy = false));
  };

  store.subscribe(() => {
    const { session } = store.get();
    const isOver = session ? session.visitorId !== mark?.visitorId : hadSession;
    hadSession = session !== null;
    if (!isSupported || !mark) return;
    if (isOver)
      void leave().catch(() => undefined); // the hub forgot it with the session
    else if (session && !isRenewed) {
      isRenewed = true;
      void renew().catch(() => undefined); // out of reach: what the hub knows still holds
    }
  });

  return {
    actions() {
      const { session, conversations } = store.get();
      if (!isSupported || !session || conversations.length === 0) return [];
      const isOn = mark?.visitorId === session.visitorId;
      return [{ label: sayPage(isOn ? 'notifyOff' : 'notify'), run: () => once(isOn ? turnOff : turnOn) }];
    },
    onClick(show) {
      if (!isSupported) return;
      navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent) => {
        const told = data as { type?: unknown; conversationId?: unknown } | null;
        if (told?.type === 'open' && typeof told.conversationId === 'string') show(told.conversationId);
      });
    },
  };
}

function complain(what: 'notifyRefused' | 'notifyFailed'): void {
  void import('./complain.ts').then(({ showComplaint }) => showComplaint(sayPage(what)));
}

function readMark(name: string): Mark | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Partial<Mark> | null;
    return kept?.visitorId && kept.id ? { visitorId: kept.visitorId, id: kept.id } : null;
  } catch {
    return null; // storage is refused, or holds something else
  }
}

function toBase64Url(bytes: ArrayBuffer | null): string {
  const text = bytes ? btoa(String.fromCharCode(...new Uint8Array(bytes))) : '';
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
