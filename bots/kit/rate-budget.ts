/** How much may go out: sustained per second, and at once after a rest. */
export interface Rate {
  perSecond: number;
  burst: number;
}

/** A budget of sends: one for all of an account, one for each key (chat) of it. */
export interface RateBudget {
  /** Takes one send to this key: 0 when it may go now, else the milliseconds after which to ask again; nothing is taken then. */
  take(key: string): number;
  /** Lets nothing out to this key for so many milliseconds (a provider's retry-after). */
  pause(key: string, ms: number): void;
}

interface Bucket {
  tokens: number;
  filledAt: number;
  pausedUntil: number;
}

/** Makes a budget. `now` in milliseconds; at most about `maxKeys` keys are remembered, the ones longest at rest are forgotten first. */
export function createRateBudget(options: { account: Rate; key: Rate; now: () => number; maxKeys?: number }): RateBudget {
  const { now, maxKeys = 10_000 } = options;
  const rates = { account: atLeastOne(options.account), key: atLeastOne(options.key) };
  const account: Bucket = { tokens: rates.account.burst, filledAt: now(), pausedUntil: 0 };
  const keys = new Map<string, Bucket>();

  // Re-inserted on every use, so that the map's order is the order of use.
  const bucketOf = (key: string): Bucket => {
    const bucket = keys.get(key) ?? { tokens: rates.key.burst, filledAt: now(), pausedUntil: 0 };
    keys.delete(key);
    keys.set(key, bucket);
    const [oldest] = keys.keys();
    if (keys.size > maxKeys && oldest !== undefined) keys.delete(oldest);
    return bucket;
  };
  return {
    take(key) {
      const bucket = bucketOf(key);
      const wait = Math.max(waitOf(bucket, rates.key, now()), waitOf(account, rates.account, now()));
      if (wait > 0) return wait;
      bucket.tokens -= 1;
      account.tokens -= 1;
      return 0;
    },
    pause(key, ms) {
      const bucket = bucketOf(key);
      bucket.pausedUntil = Math.max(bucket.pausedUntil, now() + ms);
    },
  };
}

/** A bucket that holds less than one send would never let any out. */
function atLeastOne({ perSecond, burst }: Rate): Rate {
  return { perSecond, burst: Math.max(1, burst) };
}

/** Fills the bucket for the time that passed; gives the milliseconds until it holds a whole send, rounded up. */
function waitOf(bucket: Bucket, { perSecond, burst }: Rate, now: number): number {
  const passed = Math.max(0, now - bucket.filledAt);
  bucket.tokens = Math.min(burst, bucket.tokens + (passed * perSecond) / 1000);
  bucket.filledAt = now;
  const missing = bucket.tokens >= 1 - 1e-9 ? 0 : Math.ceil(((1 - bucket.tokens) * 1000) / perSecond - 1e-6);
  return Math.max(missing, bucket.pausedUntil - now, 0);
}
