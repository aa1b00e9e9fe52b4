/** How many events a socket may send. */
export interface Allowance {
  perSecond: number;
  /** At once. */
  most: number;
}

const ofAgents: Allowance = { perSecond: 20, most: 60 };

/** Counts the events of one socket: 20 a second and 60 at once, unless told otherwise. Gives a function that says whether one more may come. */
export function createAllowance(now: () => number, { perSecond, most }: Allowance = ofAgents): () => boolean {
  let left = most;
  let at = now();
  return () => {
    const moment = now();
    left = Math.min(most, left + (Math.max(0, moment - at) / 1000) * perSecond);
    at = moment;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
