import { Temporal } from 'temporal-polyfill';
import type { ScheduleRecord } from './model.ts';

type Hours = Pick<ScheduleRecord, 'timeZone' | 'week' | 'holidays'>;

/** Further ahead nobody is told when somebody will be there. */
const daysAhead = 60;

/** True while a moment lies within the hours. */
export function isOpen(schedule: Hours, now: Date): boolean {
  const at = now.getTime();
  return spansOf(schedule, dayOf(schedule, now)).some(({ from, to }) => from <= at && at < to);
}

/** When it opens next, at most two months ahead; null while it is open, or where it never does. */
export function opensAt(schedule: Hours, now: Date): Date | null {
  if (isOpen(schedule, now)) return null;
  const today = dayOf(schedule, now);
  for (let days = 0; days <= daysAhead; days += 1) {
    const next = spansOf(schedule, today.add({ days })).find(({ from }) => from > now.getTime());
    if (next) return new Date(next.from);
  }
  return null;
}

function dayOf({ timeZone }: Hours, now: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The spans of a day in its order, in milliseconds since 1970: a clock that is put forward or back at night moves them with it. */
function spansOf({ timeZone, week, holidays }: Hours, day: Temporal.PlainDate): { from: number; to: number }[] {
  const name = day.toString();
  // A day named for this year goes before one that comes again every year.
  const exception =
    holidays.find(({ date }) => date === name) ?? holidays.find(({ date, isYearly }) => isYearly && date.slice(5) === name.slice(5));
  const hours = exception ? exception.intervals : (week[day.dayOfWeek - 1] ?? []);
  const momentOf = (time: string) =>
    (time === '24:00' ? day.add({ days: 1 }).toZonedDateTime(timeZone) : day.toZonedDateTime({ timeZone, plainTime: time }))
      .epochMilliseconds;
  return hours.map(({ from, to }) => ({ from: momentOf(from), to: momentOf(to) })).sort((one, other) => one.from - other.from);
}
