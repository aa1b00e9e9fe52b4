import type { ScheduleView } from '../../api/team/schedules.ts';
import type { ScheduleRecord } from './model.ts';

/** Working hours as the outside sees them. */
export function presentSchedule({ _id, name, timeZone, week, holidays, createdAt }: ScheduleRecord): ScheduleView {
  return {
    id: _id.toHexString(),
    name,
    timeZone,
    week: week.map((day) => day.map(({ from, to }) => ({ from, to }))),
    holidays: holidays.map(({ date, name: called, isYearly, intervals }) => ({
      date,
      name: called,
      isYearly,
      intervals: intervals.map(({ from, to }) => ({ from, to })),
    })),
    createdAt: createdAt.toISOString(),
  };
}
