import type { Preferences } from '../../api/team/preferences.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Is it the agent's quiet time at that moment, by the wall clock of the zone? So a quiet time lasts an hour less or more in the nights
 * in which the clocks change, and ends when the clock says so. Its end is not part of it.
 */
export function isQuiet({ isOn, from, to, days }: Preferences['quietHours'], timeZone: string, at: Date): boolean {
  if (!isOn) return false;
  const { weekday, time } = readClock(timeZone, at);
  const beganToday = days.includes(weekday);
  const beganYesterday = days.includes(weekday === 1 ? 7 : weekday - 1);
  if (from < to) return beganToday && from <= time && time < to;
  return (beganToday && time >= from) || (beganYesterday && time < to);
}

/** ISO weekday and `HH:MM`, which compares as text. */
function readClock(timeZone: string, at: Date): { weekday: number; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .formatToParts(at)
    .map(({ type, value }): [string, string] => [type, value]);
  const { weekday = '', hour = '', minute = '' } = Object.fromEntries(parts);
  return { weekday: weekdays.indexOf(weekday) + 1, time: `${hour}:${minute}` };
}
