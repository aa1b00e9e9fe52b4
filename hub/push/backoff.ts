const firstRetryMs = 5000;
const longestRetryMs = 10 * 60_000;

/** Milliseconds to the next try: doubling, with jitter so that many don't come back at once. */
export function backoff(attempts: number): number {
  const doubled = Math.min(firstRetryMs * 2 ** Math.min(attempts, 10), longestRetryMs);
  return doubled / 2 + Math.random() * (doubled / 2);
}
