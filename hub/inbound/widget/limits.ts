import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressKey } from '../../core/address-key.ts';
import { HubError } from '../../core/error.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';

/** What is counted. */
export type Counted = 'session' | 'send' | 'upload' | 'change' | 'event';

/** Times a minute: of one visitor, and of one address, behind which a whole office may sit. */
export type VisitorRates = Record<Counted, { perVisitor: number; perAddress: number }>;

/** Counts what visitors do. Throws request.too-many with details.retryAfterSeconds. */
export type CountVisitor = (what: Counted, ip: string, visitor: VisitorCaller | null) => Promise<void>;

const ordinary: VisitorRates = {
  session: { perVisitor: 60, perAddress: 120 },
  send: { perVisitor: 30, perAddress: 300 },
  upload: { perVisitor: 20, perAddress: 100 },
  change: { perVisitor: 60, perAddress: 600 },
  event: { perVisitor: 60, perAddress: 600 },
};

/** Makes the counters of this process. */
export function createVisitorLimits(rates: VisitorRates = ordinary): CountVisitor {
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterOf = (name: string, points: number) => {
    const limiter = limiters.get(name) ?? new RateLimiterMemory({ points, duration: 60 });
    limiters.set(name, limiter);
    return limiter;
  };
  return async (what, ip, visitor) => {
    const { perVisitor, perAddress } = rates[what];
    // The visitor first: one who floods uses up nothing of those behind the same address.
    if (visitor) await consume(limiterOf(`${what} visitor`, perVisitor), `${visitor.channelId.toHexString()} ${visitor.identity}`);
    await consume(limiterOf(`${what} ip`, perAddress), addressKey(ip));
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new HubError('request.too-many', { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
  }
}
