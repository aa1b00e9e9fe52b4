import type { CallbackServer, VkEvent, VkGroup } from '../world/state.ts';
import { createEvent } from './events.ts';

/** How events are posted; changed live. */
export interface CallbackKnobs {
  /** Posts of each event. */
  copies: number;
  /** Events are held until there are two, then posted the later one first. */
  shuffle: boolean;
  delayMs: number;
  /** Milliseconds before an event that was not answered with `ok` comes again. */
  retryMs: number;
  maxTries: number;
  /** Posts with this secret in place of the server's. */
  wrongSecret: string | null;
  /** Leaves these fields of the envelope out, as old versions of the API do. */
  leaveOut: string[];
}

/** A post and what it was answered with; status 0 when nobody answered. */
export interface CallbackPost {
  url: string;
  body: string;
  retry: number;
  status: number;
  answer: string;
}

/** Events on their way to communities' servers. */
export interface CallbackDelivery {
  knobs: CallbackKnobs;
  /** Every post so far. */
  posts: CallbackPost[];
  push(group: VkGroup, event: VkEvent): void;
  /** Asks a server for the confirmation string; its status says how that ended. */
  confirm(group: VkGroup, server: CallbackServer): void;
  /** Events that no server has taken yet. */
  pending(): number;
  /** Posts a body of the test's own to a server. */
  post(server: CallbackServer, body: string, headers?: Record<string, string>): Promise<CallbackPost>;
  stop(): Promise<void>;
}

/** `resolveUrl` says where an address is really served: a test's hub has no public one. */
export function createCallbackDelivery(resolveUrl: (url: string) => string, changed: () => void): CallbackDelivery {
  const knobs: CallbackKnobs = { copies: 1, shuffle: false, delayMs: 0, retryMs: 200, maxTries: 100, wrongSecret: null, leaveOut: [] };
  const posts: CallbackPost[] = [];
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const queues = new Map<CallbackServer, Promise<void>>();
  let held: (() => void) | null = null;
  let underWay = 0;

  const post = async (server: CallbackServer, body: string, headers: Record<string, string> = {}): Promise<CallbackPost> => {
    const made: CallbackPost = { url: server.url, body, retry: Number(headers['x-retry-counter'] ?? 0), status: 0, answer: '' };
    posts.push(made);
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(30_000)]);
      const request = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, signal };
      const response = await fetch(resolveUrl(server.url), request);
      made.answer = await response.text();
      made.status = response.status;
    } catch {
      made.status = 0; // nobody there: tried again like any other failure
    }
    changed();
    return made;
  };

  const bodyOf = (server: CallbackServer, event: VkEvent): string => {
    const whole: Record<string, unknown> = { ...event, ...(server.secretKey && { secret: knobs.wrongSecret ?? server.secretKey }) };
    return JSON.stringify(Object.fromEntries(Object.entries(whole).filter(([field]) => !knobs.leaveOut.includes(field))));
  };

  const deliver = async (server: CallbackServer, event: VkEvent, tries: number): Promise<void> => {
    const copies = Array.from({ length: knobs.copies }, () =>
      post(server, bodyOf(server, event), tries > 0 ? { 'x-retry-counter': String(tries) } : {}),
    );
    const answers = await Promise.all(copies);
    if (answers.some(({ status, answer }) => status === 200 && answer === 'ok') || tries + 1 >= knobs.maxTries) {
      underWay -= 1;
      return changed();
    }
    after(knobs.retryMs, () => void deliver(server, event, tries + 1));
  };

  const after = (ms: number, act: () => void) => {
    if (stopping.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };

  const start = (server: CallbackServer, event: VkEvent) => {
    const first = (queues.get(server) ?? Promise.resolve()).then(() => deliver(server, event, 0));
    queues.set(server, first);
  };

  return {
    knobs,
    posts,
    post,
    pending: () => underWay,
    push(group, event) {
      for (const server of group.servers.filter(({ status, events }) => status === 'ok' && events.has(event.type))) {
        underWay += 1;
        const go = () => (knobs.delayMs > 0 ? after(knobs.delayMs, () => start(server, event)) : start(server, event));
        if (!knobs.shuffle) go();
        else if (held) {
          const earlier = held;
          held = null;
          go();
          earlier();
        } else held = go;
      }
    },
    confirm(group, server) {
      server.status = 'wait';
      const { group_id, type, event_id, v } = createEvent(group, 'confirmation', undefined);
      const body = JSON.stringify({ type, group_id, event_id, v, ...(server.secretKey && { secret: server.secretKey }) });
      void post(server, body).then(({ status, answer }) => {
        server.status = status === 200 && answer === group.confirmationCode ? 'ok' : 'failed';
        changed();
      });
    },
    async stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(queues.values());
    },
  };
}
