/** An emulator's time. Everything its provider measures (dates of messages, windows, budgets) reads it; sockets and timers do not. */
export interface Clock {
  /** Milliseconds since the epoch, as the emulated provider sees it. */
  now(): number;
  /** Moves the emulated time forward by so many milliseconds. */
  advance(ms: number): void;
}

/** A clock that runs with `base` (the machine's by default) and can be moved forward. */
export function createClock(base: () => number = Date.now): Clock {
  let offset = 0;
  return {
    now: () => base() + offset,
    advance(ms) {
      offset += ms;
    },
  };
}

/** The emulated time in whole seconds, as every `date` on the wire. */
export const unixTime = (clock: Clock): number => Math.floor(clock.now() / 1000);
