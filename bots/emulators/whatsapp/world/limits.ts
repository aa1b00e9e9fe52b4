import type { BusinessNumber, Person, World } from './state.ts';
import { chatOf } from './world.ts';

const windowMs = 24 * 3_600_000;
const pairBurst = 45;
const pairEveryMs = 6000;

/** True while a number may write freely to a person: 24 hours after their last message. */
export function isWindowOpen(world: World, number: BusinessNumber, person: Person): boolean {
  const last = chatOf(world, number, person).findLast(({ from }) => from === 'customer');
  return last !== undefined && world.clock.now() - last.at < windowMs;
}

/** Counts what numbers send to people: one message in six seconds, after a burst that is borrowed from the future. */
export interface PairRate {
  /** Switched on by tests that look at it. */
  isEnforced: boolean;
  take(number: BusinessNumber, person: Person): boolean;
}

/** Rates by the emulator's clock. */
export function createPairRate(world: World): PairRate {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    isEnforced: false,
    take({ phoneNumberId }, { userId }) {
      const key = `${phoneNumberId} ${userId}`;
      const now = world.clock.now();
      const bucket = buckets.get(key) ?? { tokens: pairBurst, at: now };
      bucket.tokens = Math.min(pairBurst, bucket.tokens + (now - bucket.at) / pairEveryMs);
      bucket.at = now;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
}
