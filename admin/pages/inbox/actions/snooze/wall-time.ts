/** What clock and calendar on a wall say; `month` and `day` begin with 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a wall in the zone says at a moment. */
export function zonedParts(at: Date, zone: string): WallTime {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
}

/** The moment at which a wall in the zone says so: the earlier one where it says it twice, an hour later where the clocks skip it. */
export function momentOf(wall: WallTime, zone: string): Date {
  const asUtc = utcOf(wall);
  const before = new Date(asUtc - offsetAt(asUtc - 86_400_000, zone));
  const after = new Date(asUtc - offsetAt(asUtc + 86_400_000, zone));
  const fits = (moment: Date): boolean => utcOf(zonedParts(moment, zone)) === asUtc;
  return !fits(before) && fits(after) ? after : before;
}

/** The calendar day so many days later, at the same time of day. */
export function addDays(wall: WallTime, days: number): WallTime {
  const moved = new Date(utcOf({ ...wall, day: wall.day + days }));
  return { ...wall, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(wall: WallTime): number {
  return new Date(utcOf(wall)).getUTCDay() || 7;
}

function offsetAt(utc: number, zone: string): number {
  return utcOf(zonedParts(new Date(utc), zone)) - Math.floor(utc / 60_000) * 60_000;
}

function utcOf({ year, month, day, hour, minute }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}
