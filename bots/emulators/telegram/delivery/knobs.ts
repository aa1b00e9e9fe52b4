/** Disorder that the emulator can add to deliveries, changed at run time. */
export interface DeliveryKnobs {
  /** How many more times each update is delivered. */
  duplicates: number;
  /** Whether updates come in random order instead of the chat's. */
  shuffle: boolean;
  /** How long each update is held back, in milliseconds. */
  delayMs: number;
  /** First wait after a failed webhook call, in milliseconds; doubles up to `maxRetryMs`. */
  retryMs: number;
  maxRetryMs: number;
  /** How long a webhook may take to answer, in milliseconds (60 s at Telegram). */
  answerTimeoutMs: number;
}

/** Orderly delivery with quick retries. */
export const orderlyDelivery: DeliveryKnobs = {
  duplicates: 0,
  shuffle: false,
  delayMs: 0,
  retryMs: 100,
  maxRetryMs: 5000,
  answerTimeoutMs: 60_000,
};

/** A repeatable source of numbers in [0, 1), so that a failing shuffle can be run again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The items in random order (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const [picked] = result.splice(Math.floor(random() * (at + 1)), 1);
    if (picked !== undefined) result.push(picked);
  }
  return result;
}
