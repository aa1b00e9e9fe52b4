import { timeZone } from '../../../../words/formats.ts';

const quarterMs = 15 * 60_000;
let zone = '';
let formatter: Intl.DateTimeFormat | undefined;
const known = new Map<number, string>();

/** The day a moment lies on in the agent's zone, for thousands of moments at once: zones differ by quarters of an hour, so a quarter has one day. */
export function dayOf(at: string): string {
  if (zone !== timeZone.value || !formatter) {
    zone = timeZone.value;
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    known.clear();
  }
  const quarter = Math.floor(Date.parse(at) / quarterMs);
  let day = known.get(quarter);
  if (day === undefined) {
    day = formatter.format(quarter * quarterMs);
    known.set(quarter, day);
  }
  return day;
}
