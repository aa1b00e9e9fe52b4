import { expect, test } from 'vitest';
import { addDays, momentOf, weekdayOf, zonedParts } from './wall-time.ts';

test('a wall time and its moment are one and the same in any zone', () => {
  for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'Etc/UTC']) {
    for (let day = 0; day < 366; day += 5) {
      const at = new Date(Date.UTC(2026, 0, 1 + day, 15, 45));
      expect(momentOf(zonedParts(at, zone), zone)).toEqual(at);
    }
  }
});

test('what the clocks skip is an hour later, what they say twice is the first time', () => {
  expect(momentOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  expect(momentOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, 'Europe/Berlin').toISOString()).toBe('2026-10-25T00:30:00.000Z');
});

test('days run over months and years, and know their weekday', () => {
  const newYear = addDays({ year: 2026, month: 12, day: 30, hour: 9, minute: 0 }, 3);
  expect(newYear).toEqual({ year: 2027, month: 1, day: 2, hour: 9, minute: 0 });
  expect(weekdayOf(newYear)).toBe(6);
  expect(weekdayOf({ ...newYear, day: 3 })).toBe(7);
});
