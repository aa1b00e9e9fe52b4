import { conflict } from '../api-error.ts';
import type { WireUpdate } from '../wire.ts';
import type { Bot } from '../world/state.ts';
import { confirm } from './inbox.ts';
import { shuffled, type DeliveryKnobs } from './knobs.ts';

/** A getUpdates call. */
export interface Poll {
  offset?: number | undefined;
  limit: number;
  /** Seconds to wait when there is nothing. */
  timeout: number;
}

/** Answers getUpdates: what is queued, else waits for the first arrival, the timeout, another call or the client's leaving. */
export async function pollUpdates(
  bot: Bot,
  poll: Poll,
  knobs: DeliveryKnobs,
  random: () => number,
  signal: AbortSignal,
): Promise<WireUpdate[]> {
  const { inbox } = bot;
  if (inbox.webhook) throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
  inbox.endPoll?.('terminated by other getUpdates request; make sure that only one bot instance is running');
  confirmUpTo(bot, poll.offset);
  if (knobs.delayMs > 0) await pause(knobs.delayMs, signal);
  if (inbox.pending.size === 0 && inbox.again.length === 0 && poll.timeout > 0) await arrival(bot, poll.timeout, signal);
  // A client that left gets nothing, so that nothing is lost with it.
  return signal.aborted ? [] : takeBatch(bot, poll, knobs, random);
}

function confirmUpTo(bot: Bot, offset: number | undefined): void {
  if (offset === undefined || offset === 0) return;
  const { pending } = bot.inbox;
  if (offset < 0) {
    const surplus = pending.size + offset;
    for (const id of [...pending.keys()].slice(0, Math.max(0, surplus))) confirm(bot, id);
    return;
  }
  for (const id of pending.keys()) {
    if (id >= offset) break;
    confirm(bot, id);
  }
}

function takeBatch(bot: Bot, { limit }: Poll, { shuffle, duplicates }: DeliveryKnobs, random: () => number): WireUpdate[] {
  const batch = bot.inbox.again.splice(0, limit).map(({ update }) => update);
  for (const { update } of bot.inbox.pending.values()) {
    if (batch.length >= limit) break;
    batch.push(update);
  }
  const repeated = duplicates > 0 ? batch.flatMap((update) => Array.from({ length: duplicates + 1 }, () => update)) : batch;
  return shuffle ? shuffled(repeated, random) : repeated;
}

function arrival(bot: Bot, timeoutSeconds: number, signal: AbortSignal): Promise<void> {
  const { inbox } = bot;
  return new Promise((resolve, reject) => {
    // A burst published in one go leaves in one batch.
    const arrived = (): void => void setImmediate(finish);
    const timer = setTimeout(finish, timeoutSeconds * 1000);
    const endPoll = (reason: string): void => {
      cleanUp();
      reject(conflict(reason));
    };
    function finish(): void {
      cleanUp();
      resolve();
    }
    function cleanUp(): void {
      clearTimeout(timer);
      inbox.onArrival.delete(arrived);
      signal.removeEventListener('abort', finish);
      if (inbox.endPoll === endPoll) inbox.endPoll = undefined;
    }
    inbox.onArrival.add(arrived);
    inbox.endPoll = endPoll;
    signal.addEventListener('abort', finish, { once: true });
  });
}

/** Waits in real time, or until the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
