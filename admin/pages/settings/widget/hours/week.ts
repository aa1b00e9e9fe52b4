import type { Interval, ScheduleView } from '../../../../../hub/api/team/schedules.ts';

/** From one time of a day to a later one. */
export type Hours = Interval;

/** The open hours of seven days from Monday on. */
export type Week = ScheduleView['week'];

/** What is wrong with a day's hours: one that ends before it begins, or two that overlap. */
export type HoursProblem = 'order' | 'overlap';

/** The days of a week from Monday on. */
export const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** Monday to Friday from nine to six. */
export const usualWeek: Week = days.map((day) => (day <= 5 ? [{ from: '09:00', to: '18:00' }] : []));

const dayMinutes = 1440;

/** The hours of one day, in the order they are entered in; 1 is Monday. */
export function hoursOf(week: Week, day: number): Hours[] {
  return week[day - 1] ?? [];
}

/** The week with other hours on a day. */
export function withHours(week: Week, day: number, hours: readonly Hours[]): Week {
  return days.map((each) => (each === day ? [...hours] : hoursOf(week, each)));
}

/** The hours of a day in their order, as the hub wants them. */
export function inOrder(hours: readonly Hours[]): Hours[] {
  return hours.toSorted((a, b) => a.from.localeCompare(b.from));
}

/** The week with the hours of a day on others too. */
export function withCopies(week: Week, from: number, to: readonly number[]): Week {
  return to.reduce((copied, day) => withHours(copied, day, hoursOf(week, from)), week);
}

/** Hours to add to a day: after a break of an hour, at most four hours long; null when the day is full. */
export function nextHours(hours: readonly Hours[]): Hours | null {
  const last = hours.reduce((latest, { to }) => Math.max(latest, minutesOf(to)), -1);
  if (last === -1) return { from: '09:00', to: '18:00' };
  const from = last + 60;
  if (from >= dayMinutes) return null;
  return { from: timeOf(from), to: timeOf(Math.min(from + 240, dayMinutes)) };
}

/** What is wrong with a day's hours; null: nothing. */
export function problemOf(hours: readonly Hours[]): HoursProblem | null {
  if (hours.some(({ from, to }) => !(from < to))) return 'order';
  const sorted = inOrder(hours);
  return sorted.some(({ from }, n) => n > 0 && from < (sorted[n - 1]?.to ?? '')) ? 'overlap' : null;
}

/** Hours of a week, rounded to tenths. */
export function lengthOf(week: Week): number {
  const minutes = week.flat().reduce((sum, { from, to }) => sum + Math.max(0, minutesOf(to) - minutesOf(from)), 0);
  return Math.round(minutes / 6) / 10;
}

/** Where hours lie on a day's bar, in percent. */
export function placeOf({ from, to }: Hours): { start: number; width: number } {
  const start = (minutesOf(from) / dayMinutes) * 100;
  return { start, width: Math.max(0, (minutesOf(to) / dayMinutes) * 100 - start) };
}

/** As a field for times has it: midnight at the end of a day is `00:00` there. */
export function toField(time: string): string {
  return time === '24:00' ? '00:00' : time;
}

/** What a field for the end of hours says: `00:00` is the end of the day. */
export function endFromField(text: string): string {
  return text === '00:00' ? '24:00' : text;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
