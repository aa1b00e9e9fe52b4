import type { Api } from 'grammy';
import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { ChannelLog } from '../../contract/channel.ts';

/** Updates the console asks for; reactions are not among them, since bots see them in few chats. */
export const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'inline_query',
  'chosen_inline_result',
  'my_chat_member',
  'chat_member',
] as const;

interface PollingOptions {
  api: Api;
  log: ChannelLog;
  handle(update: Update): Promise<void>;
  /** Seconds Telegram holds an empty answer. */
  timeoutSeconds?: number;
}

/** Long polling whose offset is confirmed only after every update before it was handled or stored. */
export async function pollUpdates({ api, log, handle, timeoutSeconds = 25 }: PollingOptions, signal: AbortSignal): Promise<void> {
  let offset = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const updates = await api.getUpdates({ offset, timeout: timeoutSeconds, allowed_updates: [...allowedUpdates] }, abortable(signal));
      offset = await handleAll(updates, handle, offset);
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof GrammyError && error.error_code === 401) throw error;
      failures += 1;
      log.warn({ err: error, failures }, 'console polling failed, trying again');
      const askedMs = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0;
      await pause(Math.max(askedMs, Math.min(30_000, 250 * 2 ** failures)), signal);
    }
  }
  if (offset > 0) await confirm(api, offset, log);
}

/** Handles a batch; the offset goes up to the first update that could not even be stored. */
async function handleAll(updates: Update[], handle: PollingOptions['handle'], offset: number): Promise<number> {
  const outcomes = await Promise.allSettled(updates.map((update) => handle(update)));
  const failedAt = outcomes.findIndex((outcome) => outcome.status === 'rejected');
  const handled = failedAt < 0 ? updates : updates.slice(0, failedAt);
  const next = Math.max(offset, ...handled.map((update) => update.update_id + 1));
  const failed = outcomes[failedAt];
  if (failed?.status === 'rejected' && next === offset) throw failed.reason;
  return next;
}

/** Tells Telegram what was handled, so that the next start does not get it again; harmless when it fails. */
async function confirm(api: Api, offset: number, log: ChannelLog): Promise<void> {
  await api.getUpdates({ offset, timeout: 0, limit: 1 }).catch((error: unknown) => {
    log.info({ err: error }, 'last updates not confirmed; they will be recognised as repeats');
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

/** grammY's types name the abort-controller package's signal, whose shape Node's own has at run time. */
function abortable(signal: AbortSignal): Parameters<Api['getUpdates']>[1] {
  return signal as Parameters<Api['getUpdates']>[1];
}
