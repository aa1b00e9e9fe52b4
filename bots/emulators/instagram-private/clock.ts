/** The time of the emulated Instagram. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves the emulated time forward by so many milliseconds. */
  advance(ms: number): void;
}

/** A clock that runs with the machine's and can be moved forward. */
export function createClock(base: () => number = Date.now): Clock {
  let offset = 0;
  return {
    now: () => base() + offset,
    advance(ms) {
      offset += ms;
    },
  };
}
