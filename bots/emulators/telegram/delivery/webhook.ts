import { setMaxListeners } from 'node:events';
import type { Clock } from '../../clock.ts';
import { unixTime } from '../../clock.ts';
import type { WireObject, WireUpdate } from '../wire.ts';
import type { Bot, PendingUpdate, Webhook } from '../world/state.ts';
import { confirm } from './inbox.ts';
import { shuffled, type DeliveryKnobs } from './knobs.ts';
import { pause } from './polling.ts';

/** What a pusher needs from the emulator. */
export interface PusherContext {
  clock: Clock;
  knobs: DeliveryKnobs;
  random: () => number;
  /** Runs the method call that a webhook's answer may carry. */
  runReply(bot: Bot, method: string, parameters: WireObject): void;
}

/** Posts a bot's updates to its webhook: one after the other within a chat, chats in parallel up to max_connections. Returns the stop. */
export function startPusher(context: PusherContext, bot: Bot, webhook: Webhook): () => void {
  const lanes = new Map<string, PendingUpdate[]>();
  const waiting: string[] = [];
  const stopping = new AbortController();
  // One listener per request in flight.
  setMaxListeners(0, stopping.signal);
  let connections = 0;

  const add = (pending: PendingUpdate): void => {
    // Shuffled updates each get a lane of their own, so nothing holds them in order.
    const key = context.knobs.shuffle ? `${pending.lane}#${pending.id}` : pending.lane;
    const lane = lanes.get(key);
    if (lane) lane.push(pending);
    else {
      lanes.set(key, [pending]);
      waiting.push(key);
      setImmediate(startLanes);
    }
  };
  const startLanes = (): void => {
    if (context.knobs.shuffle) waiting.splice(0, waiting.length, ...shuffled(waiting, context.random));
    while (connections < webhook.maxConnections && !stopping.signal.aborted) {
      const key = waiting.shift();
      if (key === undefined) return;
      connections++;
      void runLane(key);
    }
  };
  const runLane = async (key: string): Promise<void> => {
    const lane = lanes.get(key) ?? [];
    for (let pending = lane.shift(); pending && !stopping.signal.aborted; pending = lane.shift()) {
      await deliver(context, bot, webhook, pending, stopping.signal);
    }
    lanes.delete(key);
    connections--;
    startLanes();
  };

  for (const pending of bot.inbox.pending.values()) add(pending);
  bot.inbox.onArrival.add(add);
  return () => {
    bot.inbox.onArrival.delete(add);
    stopping.abort();
  };
}

async function deliver(
  context: PusherContext,
  bot: Bot,
  webhook: Webhook,
  { id, update }: PendingUpdate,
  stop: AbortSignal,
): Promise<void> {
  for (let attempt = 0; !stop.aborted; attempt++) {
    if (context.knobs.delayMs > 0) await pause(context.knobs.delayMs, stop);
    if (stop.aborted) return;
    const copies = Array.from({ length: context.knobs.duplicates + 1 }, () => post(context, bot, webhook, update, stop));
    const failure = (await Promise.all(copies)).find((outcome) => outcome !== null);
    if (!failure) {
      confirm(bot, id);
      return;
    }
    if (stop.aborted) return;
    webhook.lastError = failure.text;
    webhook.lastErrorAt = unixTime(context.clock);
    const { retryMs, maxRetryMs } = context.knobs;
    await pause(failure.retryAfterMs ?? Math.min(retryMs * 2 ** Math.min(attempt, 16), maxRetryMs), stop);
  }
}

interface Failure {
  text: string;
  retryAfterMs?: number | undefined;
}

async function post(context: PusherContext, bot: Bot, webhook: Webhook, update: WireUpdate, stop: AbortSignal): Promise<Failure | null> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new DOMException('No answer in time', 'TimeoutError')), context.knobs.answerTimeoutMs);
  const abort = (): void => giveUp.abort();
  stop.addEventListener('abort', abort, { once: true });
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secretToken === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
      },
      body: JSON.stringify(update),
      redirect: 'manual',
      signal: giveUp.signal,
    });
    const body = await response.text();
    if (response.ok) {
      runCallInAnswer(context, bot, body);
      return null;
    }
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined;
    return { text: `Wrong response from the webhook: ${response.status} ${response.statusText}`, retryAfterMs };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return { text: 'Read timeout expired' };
    return { text: 'Connection refused' };
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}

function runCallInAnswer(context: PusherContext, bot: Bot, body: string): void {
  if (!body.startsWith('{')) return;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return; // A body that is no JSON carries no call; Telegram ignores it as well.
  }
  if (typeof parsed !== 'object' || parsed === null || !('method' in parsed) || typeof parsed.method !== 'string') return;
  const { method, ...parameters } = parsed;
  context.runReply(bot, String(method), parameters);
}
