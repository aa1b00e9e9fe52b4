/** The emulator's time: dates of messages, windows and rates read it; sockets and timers do not. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the emulated time forward by so many milliseconds. */
  advance(ms: number): void;
}

/** A clock that runs with `base` and can be moved forward. */
export function createClock(base: () => number): Clock {
  let offset = 0;
  return {
    now: () => base() + offset,
    advance(ms) {
      offset += ms;
    },
  };
}
