import type { ChannelError } from '../../bots/contract/error.ts';

const firstMs = 1000;
const longestMs = 15 * 60_000;

/** Milliseconds until the next try: the provider's own wait where it named one, else doubling with jitter, so that many don't come back at once. */
export function retryDelay(
  { retryAfterMs }: Pick<ChannelError, 'retryAfterMs'>,
  attempts: number,
  random: () => number = Math.random,
): number {
  const doubled = Math.min(firstMs * 2 ** Math.min(attempts - 1, 20), longestMs);
  // A named wait is kept in full; only a little is added, for the sake of the crowd.
  if (retryAfterMs !== undefined) return retryAfterMs + random() * Math.min(retryAfterMs * 0.1, 1000);
  return doubled / 2 + random() * (doubled / 2);
}
