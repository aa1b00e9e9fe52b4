import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { BusinessNumber, Change, World } from '../world/state.ts';
import { emit } from '../world/world.ts';
import { seededRandom } from './knobs.ts';
import type { DeliveryKnobs } from './knobs.ts';

/** Posts webhooks. */
export interface Pusher {
  /** Takes a change to be posted, after those that wait. */
  push(number: BusinessNumber, change: Change): void;
  /** Resolves when nothing of a number waits, or nobody takes it. */
  drained(number: BusinessNumber): Promise<void>;
  stop(): void;
}

interface PusherOptions {
  world: World;
  knobs: DeliveryKnobs;
  resolve: (url: string) => string;
  seed: number;
}

/** Starts pushing: one webhook of a number after another, again with growing waits until it is answered with 200. */
export function startPusher({ world, knobs, resolve, seed }: PusherOptions): Pusher {
  const running = new Map<BusinessNumber, Promise<void>>();
  const stopping = new AbortController();
  const random = seededRandom(seed);

  const takeBatch = ({ outbox }: BusinessNumber): Change[] => {
    if (knobs.shuffle) outbox.sort(() => random() - 0.5);
    return outbox.slice(0, knobs.batch);
  };

  async function run(number: BusinessNumber): Promise<void> {
    let failures = 0;
    while (number.outbox.length > 0 && !stopping.signal.aborted) {
      const webhook = number.webhook ?? number.appWebhook;
      if (!webhook) return;
      if (knobs.delayMs > 0) await pause(knobs.delayMs);
      const batch = takeBatch(number);
      const copies = Array.from({ length: knobs.duplicates + 1 }, () => post(resolve(webhook.url), number, batch));
      if ((await Promise.all(copies)).every(Boolean)) {
        number.outbox = number.outbox.filter((change) => !batch.includes(change));
        failures = 0;
        emit(world);
        continue;
      }
      failures += 1;
      await pause(Math.min(knobs.retryMs * 2 ** Math.min(failures - 1, 16), knobs.maxRetryMs));
    }
  }

  async function post(url: string, { businessAccountId, appSecret }: BusinessNumber, changes: Change[]): Promise<boolean> {
    const body = webhookBody(businessAccountId, changes);
    const isWrong = knobs.wrongSignatures > 0;
    if (isWrong) knobs.wrongSignatures -= 1;
    try {
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, isWrong ? `${appSecret}?` : appSecret) };
      const response = await fetch(url, { method: 'POST', headers, body, signal: stopping.signal });
      await response.arrayBuffer();
      return response.status === 200;
    } catch {
      return false; // Nobody there: it is tried again.
    }
  }

  async function pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: stopping.signal }).catch(() => {});
  }

  function start(number: BusinessNumber): Promise<void> {
    const going = running.get(number) ?? run(number).finally(() => running.delete(number));
    running.set(number, going);
    return going;
  }

  return {
    push(number, change) {
      number.outbox.push(change);
      void start(number);
    },
    async drained(number) {
      while (number.outbox.length > 0 && (number.webhook ?? number.appWebhook) && !stopping.signal.aborted) await start(number);
    },
    stop: () => stopping.abort(),
  };
}

/** A webhook's bytes: everything but ASCII is escaped, as Meta does. */
export function webhookBody(businessAccountId: string, changes: readonly Change[]): string {
  const body = { object: 'whatsapp_business_account', entry: [{ id: businessAccountId, changes }] };
  return JSON.stringify(body).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The header that proves a webhook's bytes. */
export function sign(body: string | Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** Asks an address whether it is ours; says what was wrong, or null. */
export async function shakeHands(url: string, verifyToken: string): Promise<string | null> {
  const asked = new URL(url);
  const challenge = String(Math.floor(Math.random() * 1e9));
  asked.searchParams.set('hub.mode', 'subscribe');
  asked.searchParams.set('hub.challenge', challenge);
  asked.searchParams.set('hub.verify_token', verifyToken);
  try {
    const response = await fetch(asked);
    const text = await response.text();
    return response.status === 200 && text === challenge ? null : `HTTP Status Code = ${response.status}`;
  } catch {
    return 'the URL could not be reached';
  }
}
