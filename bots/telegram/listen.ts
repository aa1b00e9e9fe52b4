import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { ChannelLog, DeliverPayload } from '../contract/channel.ts';
import { ChannelError } from '../contract/error.ts';
import { anyResult } from './client.ts';
import type { TelegramClient } from './client.ts';
import { isRefusal } from './errors.ts';
import { allowedUpdates } from './inbound/update.ts';

/** Seconds Telegram holds a poll that has nothing to say. */
const pollSeconds = 30;

/** The longest wait between tries, in milliseconds. */
const longestWaitMs = 30_000;

const updates = z.array(z.looseObject({ update_id: z.number() }));

/**
 * Polls until the signal aborts. The offset moves on only after `deliver` has resolved, so what was not stored comes again. Failures are waited
 * out with growing pauses; only a token that Telegram refuses ends it, with `auth-expired`.
 */
export async function pollUpdates(client: TelegramClient, deliver: DeliverPayload, signal: AbortSignal, log: ChannelLog): Promise<void> {
  let offset = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const batch = await fetchUpdates(client, offset, signal);
      if (batch.length > 0) await deliver(batch);
      offset = batch.reduce((next, one) => Math.max(next, one.update_id + 1), offset);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ChannelError && error.reason === 'auth-expired') throw error;
      failures += 1;
      await recover(client, error, log);
      await pause(waitMs(error, failures), signal);
    }
  }
}

function fetchUpdates(client: TelegramClient, offset: number, signal: AbortSignal) {
  const query = { offset, limit: 100, timeout: pollSeconds, allowed_updates: allowedUpdates };
  return client.call('getUpdates', query, updates, { repeatable: true, signal, timeoutMs: (pollSeconds + 10) * 1000 });
}

/** A webhook that somebody set meanwhile is in the way and is removed; another poller of the same bot is only waited for. */
async function recover(client: TelegramClient, error: unknown, log: ChannelLog): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  log.warn({ reason }, 'fetching updates from Telegram failed, trying again');
  if (!isRefusal(error, /webhook/i)) return;
  try {
    await client.call('deleteWebhook', { drop_pending_updates: false }, anyResult, { repeatable: true });
  } catch (failure) {
    log.warn({ reason: String(failure) }, 'the webhook in the way could not be removed yet');
  }
}

/** Doubles from half a second, spread by a third so that many bots do not return at once; Telegram's own wish comes first. */
function waitMs(error: unknown, failures: number): number {
  if (error instanceof ChannelError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  const longest = Math.min(longestWaitMs, 250 * 2 ** Math.min(failures, 10));
  return longest * (0.67 + Math.random() * 0.33);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
