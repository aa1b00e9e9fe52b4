/** Disorder that the emulator can add to deliveries, changed at run time. */
export interface DeliveryKnobs {
  /** How many more times each webhook is posted, at once. */
  duplicates: number;
  /** Whether what waits is posted in random order. */
  shuffle: boolean;
  /** How many changes are put into one webhook at most. */
  batch: number;
  /** How long each webhook is held back, in milliseconds. */
  delayMs: number;
  /** How many of the next webhooks are signed with another secret. */
  wrongSignatures: number;
  /** Whether `sent` is told, and taken in, before the call that sends is answered. */
  statusFirst: boolean;
  /** First wait after a failed webhook, in milliseconds; doubles up to `maxRetryMs`. */
  retryMs: number;
  maxRetryMs: number;
}

/** Orderly delivery with quick retries. */
export const orderlyDelivery: DeliveryKnobs = {
  duplicates: 0,
  shuffle: false,
  batch: 1,
  delayMs: 0,
  wrongSignatures: 0,
  statusFirst: false,
  retryMs: 100,
  maxRetryMs: 5000,
};

/** A repeatable source of numbers in [0, 1), so that a failing shuffle can be run again (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
