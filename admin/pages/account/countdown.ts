import { signal, type Signal } from '@preact/signals-core';
import { z } from 'zod';
import { ApiError } from '../../../hub/api/client.ts';

const waiting = z.object({ retryAfterSeconds: z.number() });

/** Seconds until the hub takes another try, ticking down; 0 when it does now. */
export interface Countdown {
  secondsLeft: Signal<number>;
  /** Begins where an error says to wait; true when it did. */
  startFrom(error: unknown): boolean;
}

/** Makes a countdown that stands at 0. */
export function createCountdown(): Countdown {
  const secondsLeft = signal(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    secondsLeft,
    startFrom(error) {
      const wait = error instanceof ApiError ? waiting.safeParse(error.details) : null;
      if (!wait?.success) return false;
      const until = Date.now() + wait.data.retryAfterSeconds * 1000;
      secondsLeft.value = Math.ceil(wait.data.retryAfterSeconds);
      clearInterval(timer);
      timer = setInterval(() => {
        secondsLeft.value = Math.max(0, Math.ceil((until - Date.now()) / 1000));
        if (secondsLeft.peek() === 0) clearInterval(timer);
      }, 250);
      return true;
    },
  };
}
