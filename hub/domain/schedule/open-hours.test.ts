import { describe, expect, test } from 'vitest';
import { isOpen, opensAt } from './open-hours.ts';

const day = [{ from: '09:00', to: '17:30' }];
const week = [day, day, day, day, day, [], []];
const holiday = { name: 'A day', isYearly: false };
const berlin = {
  timeZone: 'Europe/Berlin',
  week,
  holidays: [{ ...holiday, date: '2026-12-24', intervals: [{ from: '09:00', to: '12:00' }] }],
};
const at = (text: string) => new Date(text);

describe('working hours', () => {
  test.each([
    ['2026-11-27T07:59:59Z', false],
    ['2026-11-27T08:00:00Z', true],
    ['2026-11-27T16:29:59Z', true],
    ['2026-11-27T16:30:00Z', false],
    ['2026-11-28T10:00:00Z', false],
  ])('of Berlin at %s are open: %s', (moment, expected) => {
    expect(isOpen(berlin, at(moment))).toBe(expected);
  });

  test('say when somebody is there next: later today, on Monday, not while somebody is', () => {
    expect(opensAt(berlin, at('2026-11-27T05:00:00Z'))).toEqual(at('2026-11-27T08:00:00Z'));
    expect(opensAt(berlin, at('2026-11-27T20:00:00Z'))).toEqual(at('2026-11-30T08:00:00Z'));
    expect(opensAt(berlin, at('2026-11-27T10:00:00Z'))).toBeNull();
  });

  test('follow the clock of their place when it is put forward', () => {
    expect(opensAt(berlin, at('2026-03-27T20:00:00Z'))).toEqual(at('2026-03-30T07:00:00Z'));
  });

  test('of a holiday are its own, of a yearly one each year, and none where it has none', () => {
    expect(isOpen(berlin, at('2026-12-24T13:00:00Z'))).toBe(false);
    expect(isOpen(berlin, at('2027-12-24T13:00:00Z'))).toBe(true);
    const closed = { ...berlin, holidays: [{ ...holiday, isYearly: true, date: '2020-11-27', intervals: [] }] };
    expect(opensAt(closed, at('2026-11-27T08:30:00Z'))).toEqual(at('2026-11-30T08:00:00Z'));
  });

  test('up to midnight go on in the next day, and hours that never come are told as unknown', () => {
    const late = { ...berlin, week: [[], [], [], [], [{ from: '20:00', to: '24:00' }], [{ from: '00:00', to: '02:00' }], []] };
    expect([isOpen(late, at('2026-11-27T22:59:00Z')), isOpen(late, at('2026-11-27T23:30:00Z'))]).toEqual([true, true]);
    expect(opensAt({ ...berlin, week: [], holidays: [] }, at('2026-11-27T08:30:00Z'))).toBeNull();
  });
});
