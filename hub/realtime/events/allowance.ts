const perSecond = 20;
const most = 60;

/** How many events one socket may send: 20 a second, 60 at once. Gives a function that says whether one more may come. */
export function createAllowance(now: () => number): () => boolean {
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
