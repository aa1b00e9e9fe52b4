import { setTimeout as wait } from 'node:timers/promises';
import { shuffled } from '../../telegram/delivery/knobs.ts';
import type { Account, WebhookField, World } from '../world/state.ts';
import type { DeliveryKnobs } from './knobs.ts';
import { postSigned, writeBody } from './sign.ts';

/** One event on its way to an app. */
export interface WebhookEvent {
  field: WebhookField;
  item: Record<string, unknown>;
}

/** What waits for each account's app, and its delivery. */
export interface Outbox {
  /** Queues an event, unless the account is not subscribed to its field or has no webhook: Meta then says nothing. */
  push(account: Account, event: WebhookEvent): void;
  /** How many webhooks have not been acknowledged. */
  pending(account: Pick<Account, 'id'>): number;
  /** Resolves once nothing waits to be acknowledged. */
  settled(): Promise<void>;
  /** Lets out what was held. */
  flush(): void;
  stop(): void;
}

/** An empty outbox. */
export function createOutbox(world: World, knobs: DeliveryKnobs, random: () => number): Outbox {
  const queues = new Map<Account, WebhookEvent[]>();
  const underWay = new Map<Account, number>();
  const busy = new Set<Account>();
  const stopping = new AbortController();

  return {
    push(account, event) {
      const isHeard = account.isPrimary ? account.subscribed.has(event.field) : account.subscribed.has('standby');
      if (!isHeard || account.webhookUrl === null) return;
      queues.set(account, [...(queues.get(account) ?? []), event]);
      setImmediate(() => void pump(account));
    },
    pending: ({ id }) => {
      const account = world.accounts.get(id);
      return account ? (queues.get(account)?.length ?? 0) + (underWay.get(account) ?? 0) : 0;
    },
    async settled() {
      const isBusy = () => [...queues.keys()].some((account) => (queues.get(account)?.length ?? 0) + (underWay.get(account) ?? 0) > 0);
      while (isBusy() && !stopping.signal.aborted) await wait(10);
    },
    flush() {
      for (const account of queues.keys()) void pump(account);
    },
    stop: () => stopping.abort(),
  };

  async function pump(account: Account): Promise<void> {
    if (busy.has(account)) return;
    busy.add(account);
    try {
      for (;;) {
        if (knobs.isHeld || stopping.signal.aborted) return;
        const waiting = queues.get(account) ?? [];
        if (waiting.length === 0) return;
        const batches = knobs.shuffle ? inBatches(shuffled(waiting, random), knobs.batch) : [waiting.slice(0, knobs.batch)];
        const taken = batches.reduce((sum, batch) => sum + batch.length, 0);
        queues.set(account, waiting.slice(taken));
        underWay.set(account, (underWay.get(account) ?? 0) + taken);
        await Promise.all(batches.map((batch) => deliver(account, batch)));
        underWay.set(account, (underWay.get(account) ?? 0) - taken);
      }
    } finally {
      busy.delete(account);
    }
  }

  async function deliver(account: Account, events: WebhookEvent[]): Promise<void> {
    const body = writeBody(payloadOf(world, account, events));
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      const delayMs = attempt === 0 ? knobs.delayMs : Math.min(knobs.retryMs * 2 ** Math.min(attempt - 1, 16), knobs.maxRetryMs);
      if (delayMs > 0) await wait(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      const { webhookUrl, appSecret } = account;
      if (webhookUrl === null) return;
      const post = () => postSigned(webhookUrl, body, { appSecret, timeoutMs: knobs.answerTimeoutMs, signal: stopping.signal });
      const statuses = await Promise.all(Array.from({ length: knobs.duplicates + 1 }, post));
      if (statuses.every((status) => status === 200)) return;
    }
  }
}

/** A webhook's payload for events of one account. */
export function payloadOf(world: Pick<World, 'clock'>, account: Account, events: readonly WebhookEvent[]): Record<string, unknown> {
  const items = events.map(({ item }) => item);
  return {
    object: 'instagram',
    entry: [{ time: world.clock.now(), id: account.id, ...(account.isPrimary ? { messaging: items } : { standby: items }) }],
  };
}

function inBatches(events: readonly WebhookEvent[], size: number): WebhookEvent[][] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, at) => events.slice(at * size, (at + 1) * size));
}
