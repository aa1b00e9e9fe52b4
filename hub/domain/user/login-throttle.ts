import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressKey } from '../../core/address-key.ts';
import { HubError } from '../../core/error.ts';

/** Counts login attempts before their passwords are checked, so that many at once get no further than one after another. */
export interface LoginThrottle {
  /** Throws login.throttled with details.retryAfterSeconds. */
  count(ip: string, email: string): Promise<void>;
  /** Forgets the attempts on an e-mail after a right password. */
  forgive(ip: string, email: string): Promise<void>;
  /** Counts a try at a user's second factor. Throws login.throttled. */
  countCode(userId: string): Promise<void>;
  forgiveCode(userId: string): Promise<void>;
  /** Counts a wish for a reset link, whether the address is anybody's or not. Throws login.throttled. */
  countReset(ip: string, email: string): Promise<void>;
}

/** Attempts allowed in fifteen minutes. */
export interface LoginLimits {
  perEmail: number;
  perIp: number;
}

const windowSeconds = 15 * 60;
const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

/** Makes a throttle with counters of this process. */
export function createLoginThrottle({ perEmail, perIp }: LoginLimits = { perEmail: 8, perIp: 60 }): LoginThrottle {
  const emails = new RateLimiterMemory({ points: perEmail, duration: windowSeconds });
  const ips = new RateLimiterMemory({ points: perIp, duration: windowSeconds });
  // Three of a million codes are right at a time: thirty tries a day find one in thirty years.
  const codes = new RateLimiterMemory({ points: 8, duration: windowSeconds });
  const codesOfDay = new RateLimiterMemory({ points: 30, duration: daySeconds });
  const resets = new RateLimiterMemory({ points: 3, duration: hourSeconds });
  const resetIps = new RateLimiterMemory({ points: 20, duration: hourSeconds });
  return {
    async count(ip, email) {
      await consume(ips, addressKey(ip));
      await consume(emails, email);
    },
    async forgive(ip, email) {
      await emails.delete(email);
      await ips.reward(addressKey(ip));
    },
    async countCode(userId) {
      await consume(codes, userId);
      await consume(codesOfDay, userId);
    },
    async forgiveCode(userId) {
      await Promise.all([codes.delete(userId), codesOfDay.delete(userId)]);
    },
    async countReset(ip, email) {
      await consume(resetIps, addressKey(ip));
      await consume(resets, email);
    },
  };
}

/** Runs what proves a signed-in user's password: counted as a guess until it was right. */
export async function countingGuess<Result>(
  throttle: LoginThrottle,
  guess: { ip: string; userId: string },
  prove: () => Promise<Result>,
): Promise<Result> {
  const key = `user ${guess.userId}`;
  await throttle.count(guess.ip, key);
  const result = await prove();
  await throttle.forgive(guess.ip, key);
  return result;
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes)
      throw new HubError('login.throttled', { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
    throw refusal;
  }
}
