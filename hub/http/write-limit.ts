import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressKey } from '../core/address-key.ts';
import { HubError } from '../core/error.ts';
import type { Caller } from '../core/route.ts';

/** Writes a minute: of one caller, and of one address where the route is public. */
export interface WriteLimits {
  perCaller: number;
  perAddress: number;
}

/** Counts a write. Throws request.too-many with details.retryAfterSeconds. */
export type CountWrite = (caller: Caller | null, ip: string) => Promise<void>;

/** Makes the counter of writes, in this process's memory. */
export function createWriteLimit({ perCaller, perAddress }: WriteLimits = { perCaller: 3000, perAddress: 120 }): CountWrite {
  const callers = new RateLimiterMemory({ points: perCaller, duration: 60 });
  const addresses = new RateLimiterMemory({ points: perAddress, duration: 60 });
  return async (caller, ip) => {
    try {
      await (caller ? callers.consume(callerKey(caller)) : addresses.consume(addressKey(ip)));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes)
        throw new HubError('request.too-many', { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
      throw refusal;
    }
  };
}

function callerKey(caller: Caller): string {
  if (!('type' in caller)) return `user ${caller.userId.toHexString()}`;
  switch (caller.type) {
    case 'agent':
      return `agent ${caller.agentId.toHexString()}`;
    case 'token':
      return `token ${caller.tokenId.toHexString()}`;
    case 'visitor':
      return `visitor ${caller.channelId.toHexString()} ${caller.identity}`;
    default:
      return `${caller.type} ${caller.workspaceId.toHexString()}`;
  }
}
