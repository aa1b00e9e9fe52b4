import { timeZone } from '../../../../words/formats.ts';

/** The moment a day (2026-03-29) begins in the zone times are shown in, `plusDays` days later. Days are not all 24 hours long. */
export function beginOfDay(day: string, plusDays = 0): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const asUtc = Date.UTC(year, month - 1, date + plusDays);
  // The offset is that of the moment looked for, which the first guess may miss by a change of clocks.
  const guessed = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guessed)).toISOString();
}

/** The zone's distance from UTC at a moment, in milliseconds. */
function offsetAt(moment: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timeZone.value,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - moment;
}
