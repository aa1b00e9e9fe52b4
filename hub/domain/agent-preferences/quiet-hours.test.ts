import { describe, expect, test } from 'vitest';
import { isQuiet } from './quiet-hours.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const night = { isOn: true, from: '22:00', to: '08:00', days: everyDay };

describe('quiet time', () => {
  test.each([
    ['2026-03-10T21:59:59+01:00', false],
    ['2026-03-10T22:00:00+01:00', true],
    ['2026-03-11T00:00:00+01:00', true],
    ['2026-03-11T07:59:59+01:00', true],
    ['2026-03-11T08:00:00+01:00', false],
    ['2026-03-11T12:00:00+01:00', false],
  ])('over midnight: at %s quiet is %s', (at, quiet) => {
    expect(isQuiet(night, 'Europe/Berlin', new Date(at))).toBe(quiet);
  });

  test.each([
    // In the night to 29 March 02:00 becomes 03:00, in the night to 25 October 03:00 becomes 02:00: the end stays at eight by the clock.
    ['2026-03-29T05:59:00Z', true],
    ['2026-03-29T06:00:00Z', false],
    ['2026-03-28T06:59:00Z', true],
    ['2026-03-28T07:00:00Z', false],
    ['2026-10-25T06:59:00Z', true],
    ['2026-10-25T07:00:00Z', false],
    ['2026-10-24T05:59:00Z', true],
    ['2026-10-24T06:00:00Z', false],
    ['2026-03-29T19:59:00Z', false],
    ['2026-03-29T20:00:00Z', true],
  ])('where the clocks change: at %s quiet is %s', (at, quiet) => {
    expect(isQuiet(night, 'Europe/Berlin', new Date(at))).toBe(quiet);
  });

  test('is told by the clock of the zone, not of the machine', () => {
    const at = new Date('2026-03-10T23:30:00Z');

    expect(isQuiet(night, 'Europe/London', at)).toBe(true);
    expect(isQuiet(night, 'Asia/Tokyo', at)).toBe(false);
    expect(isQuiet(night, 'America/New_York', at)).toBe(false);
  });

  test('belongs to the day on which it begins', () => {
    const fridays = { ...night, days: [5] };

    expect(isQuiet(fridays, 'UTC', new Date('2026-03-13T23:00:00Z'))).toBe(true);
    expect(isQuiet(fridays, 'UTC', new Date('2026-03-14T07:00:00Z'))).toBe(true);
    expect(isQuiet(fridays, 'UTC', new Date('2026-03-13T07:00:00Z'))).toBe(false);
    expect(isQuiet(fridays, 'UTC', new Date('2026-03-14T23:00:00Z'))).toBe(false);
    // Sunday's ends on Monday.
    expect(isQuiet({ ...night, days: [7] }, 'UTC', new Date('2026-03-16T07:00:00Z'))).toBe(true);
  });

  test('within one day, and a whole day where begin and end are the same', () => {
    const lunch = { isOn: true, from: '12:00', to: '13:00', days: everyDay };
    const sundays = { isOn: true, from: '00:00', to: '00:00', days: [7] };

    expect(isQuiet(lunch, 'UTC', new Date('2026-03-10T12:30:00Z'))).toBe(true);
    expect(isQuiet(lunch, 'UTC', new Date('2026-03-10T13:00:00Z'))).toBe(false);
    expect(isQuiet(sundays, 'UTC', new Date('2026-03-15T15:00:00Z'))).toBe(true);
    expect(isQuiet(sundays, 'UTC', new Date('2026-03-16T00:00:00Z'))).toBe(false);
  });

  test('is never when it is off', () => {
    expect(isQuiet({ ...night, isOn: false }, 'UTC', new Date('2026-03-10T23:00:00Z'))).toBe(false);
  });
});
