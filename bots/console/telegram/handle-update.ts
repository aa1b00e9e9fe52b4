import { z } from 'zod';
import { BotError, HttpError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Parts } from '../parts.ts';
import { createLanes, laneOf } from './lanes.ts';
import { readRefusal } from './refused.ts';

const parkedUpdate = z.looseObject({ update_id: z.number().int() });
const mostReplayed = 200;

/** How often an update whose handling failed is tried before it is parked. */
const attempts = 3;

/** Handles updates: once each, in order within a chat or topic, chats side by side. One that fails is parked, never lost, and stops nobody. */
export function createHandleUpdate({ records, log }: Pick<Parts, 'records' | 'log'>, handle: (update: Update) => Promise<void>) {
  const lanes = createLanes();

  async function once(update: Update): Promise<void> {
    if (await records.updates.isHandled(update.update_id)) return;
    const failure = await tryHandling(update);
    if (failure === null) return records.updates.markHandled(update.update_id);
    log.error({ err: failure.error, updateId: update.update_id }, 'console update failed and is parked');
    await records.updates.park(update.update_id, update, failure.error instanceof Error ? failure.error.message : String(failure.error));
  }

  async function tryHandling(update: Update): Promise<{ error: unknown } | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await handle(update);
        return null;
      } catch (thrown) {
        const error = thrown instanceof BotError ? thrown.error : thrown;
        if (attempt >= attempts || !isPassing(error)) return { error };
        log.warn({ err: error, updateId: update.update_id, attempt }, 'console update failed, trying again');
        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
      }
    }
  }

  async function again(update: Update): Promise<boolean> {
    const failure = await tryHandling(update);
    if (failure === null) await records.updates.settle(update.update_id);
    else log.error({ err: failure.error, updateId: update.update_id }, 'console update failed again and stays parked');
    return failure === null;
  }

  return {
    handleUpdate: (update: Update): Promise<void> => lanes.run(laneOf(update), () => once(update)),

    /** Handles what was parked once more; what fails again stays. */
    async replayParked(): Promise<{ replayed: number; failed: number }> {
      const counts = { replayed: 0, failed: 0 };
      for (const { update } of await records.updates.listParked(mostReplayed)) {
        // Stored as Telegram sent it; the types of updates are grammY's.
        const parked = parkedUpdate.parse(update) as Update;
        await lanes.run(laneOf(parked), async () => {
          counts[(await again(parked)) ? 'replayed' : 'failed'] += 1;
        });
      }
      return counts;
    },
  };
}

/** True when the same may work in a moment: every step before is safe to repeat. */
function isPassing(error: unknown): boolean {
  if (error instanceof HttpError) return true;
  const refusal = readRefusal(error);
  if (refusal === 'away' || refusal === 'flood') return true;
  return error instanceof Error && 'code' in error && (error.code === 'database.away' || error.code === 'hub.busy');
}
