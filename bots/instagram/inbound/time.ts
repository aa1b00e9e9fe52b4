/** Beyond this, years are past 9999 and no calendar shows them. */
const latest = Date.UTC(9999, 0);

/**
 * A moment as webhooks write it: milliseconds, in test events also seconds or an ISO text; where there is none, the `fallback`. Throws when it is no
 * moment.
 */
export function toMoment(value: unknown, fallback: () => Date): Date {
  if (value === undefined || value === null) return fallback();
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  const ms =
    typeof number === 'number' ? (number < 1e12 ? number * 1000 : number) : typeof number === 'string' ? Date.parse(number) : Number.NaN;
  if (!(ms >= 0 && ms < latest)) throw new Error('The time of an event is none');
  return new Date(ms);
}
