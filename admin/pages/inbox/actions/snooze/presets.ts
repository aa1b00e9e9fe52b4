import { addDays, momentOf, weekdayOf, zonedParts, type WallTime } from './wall-time.ts';

/** A choice of how long to put something aside. */
export interface SnoozePreset {
  id: 'laterToday' | 'thisMorning' | 'tomorrow' | 'monday' | 'nextWeek' | 'untilTheyWrite';
  /** Null: until the customer writes. */
  until: Date | null;
}

const morningHour = 9;
/** "Later today" is so many hours from now, on the full hour, and never after this hour. */
const laterHours = 3;
const latestHour = 20;
/** Up to this hour it is still night: the morning to come is today's. */
const nightEndsHour = 6;

/** The choices at a moment in a zone: each another moment, all in the future, the soonest first. */
export function snoozePresets(now: Date, zone: string): SnoozePreset[] {
  const today = zonedParts(now, zone);
  const morning = (days: number): Date => momentOf({ ...addDays(today, days), hour: morningHour, minute: 0 }, zone);
  const untilMonday = (8 - weekdayOf(today)) % 7 || 7;
  const all: SnoozePreset[] = [
    ...(today.hour < nightEndsHour ? [{ id: 'thisMorning' as const, until: morning(0) }] : laterToday(now, today, zone)),
    { id: 'tomorrow', until: morning(1) },
    { id: 'monday', until: morning(untilMonday) },
    { id: 'nextWeek', until: morning(7) },
  ];
  const seen = new Set<number>();
  const distinct = all.filter(({ until }) => {
    const at = until?.getTime() ?? 0;
    return !seen.has(at) && seen.add(at);
  });
  return [...distinct, { id: 'untilTheyWrite', until: null }];
}

function laterToday(now: Date, today: WallTime, zone: string): SnoozePreset[] {
  const later = zonedParts(new Date(now.getTime() + laterHours * 3_600_000), zone);
  const isUp = later.minute > 0;
  const until = momentOf({ ...later, minute: 0 }, zone);
  const onTheHour = isUp ? new Date(until.getTime() + 3_600_000) : until;
  const { day, hour } = zonedParts(onTheHour, zone);
  return day === today.day && hour <= latestHour ? [{ id: 'laterToday', until: onTheHour }] : [];
}
