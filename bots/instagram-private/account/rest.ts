import { setTimeout as wait } from 'node:timers/promises';

/** Waits so many milliseconds; rejects with the signal's reason when it aborts. */
export async function rest(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await wait(ms, undefined, signal && { signal });
}

/** As `rest`, but `wake` ends it early. */
export async function restUntil(ms: number, signal: AbortSignal, arm: (wake: () => void) => void): Promise<void> {
  const early = new AbortController();
  arm(() => early.abort());
  try {
    await rest(ms, AbortSignal.any([signal, early.signal]));
  } catch (error) {
    if (signal.aborted) throw error;
  }
}
