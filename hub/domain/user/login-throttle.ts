import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HubError } from '../../core/error.ts';

/** Counts login attempts before their passwords are checked, so that many at once get no further than one after another. */
export interface LoginThrottle {
  /** Throws login.throttled with details.retryAfterSeconds. */
  count(ip: string, email: string): Promise<void>;
  /** Forgets the attempts on an e-mail after a right password. */
  forgive(ip: string, email: string): Promise<void>;
}

/** Attempts allowed in fifteen minutes. */
export interface LoginLimits {
  perEmail: number;
  perIp: number;
}

const windowSeconds = 15 * 60;

/** Makes a throttle with counters of this process. */
export function createLoginThrottle({ perEmail, perIp }: LoginLimits = { perEmail: 8, perIp: 60 }): LoginThrottle {
  const emails = new RateLimiterMemory({ points: perEmail, duration: windowSeconds });
  const ips = new RateLimiterMemory({ points: perIp, duration: windowSeconds });
  return {
    async count(ip, email) {
      await consume(ips, ip);
      await consume(emails, email);
    },
    async forgive(ip, email) {
      await emails.delete(email);
      await ips.reward(ip);
    },
  };
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
