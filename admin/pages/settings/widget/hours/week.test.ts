import { expect, test } from 'vitest';
import { endFromField, hoursOf, lengthOf, nextHours, placeOf, problemOf, toField, usualWeek, withCopies, withHours } from './week.ts';

test('changes one day and leaves the others', () => {
  const week = withHours(usualWeek, 3, [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:30' },
  ]);
  expect(hoursOf(week, 3)).toHaveLength(2);
  expect(hoursOf(week, 2)).toEqual([{ from: '09:00', to: '18:00' }]);
  expect(lengthOf(usualWeek)).toBe(45);
  expect(lengthOf(week)).toBe(43.5);
});

test('copies a day onto others, a closed one too', () => {
  const week = withCopies(withHours(usualWeek, 1, [{ from: '08:00', to: '10:00' }]), 1, [2, 7]);
  expect(hoursOf(week, 7)).toEqual([{ from: '08:00', to: '10:00' }]);
  expect(hoursOf(week, 3)).toEqual([{ from: '09:00', to: '18:00' }]);
  expect(hoursOf(withCopies(usualWeek, 7, [1]), 1)).toEqual([]);
});

test('offers hours after a break until the day is full', () => {
  expect(nextHours([])).toEqual({ from: '09:00', to: '18:00' });
  expect(nextHours([{ from: '09:00', to: '12:00' }])).toEqual({ from: '13:00', to: '17:00' });
  expect(nextHours([{ from: '09:00', to: '22:30' }])).toEqual({ from: '23:30', to: '24:00' });
  expect(nextHours([{ from: '09:00', to: '23:00' }])).toBeNull();
});

test('finds hours that end too early or overlap', () => {
  expect(problemOf([{ from: '12:00', to: '09:00' }])).toBe('order');
  expect(
    problemOf([
      { from: '13:00', to: '17:00' },
      { from: '09:00', to: '13:30' },
    ]),
  ).toBe('overlap');
  expect(
    problemOf([
      { from: '13:00', to: '24:00' },
      { from: '09:00', to: '13:00' },
    ]),
  ).toBeNull();
});

test('knows the end of the day as a field writes it', () => {
  expect(toField('24:00')).toBe('00:00');
  expect(endFromField('00:00')).toBe('24:00');
  expect(placeOf({ from: '12:00', to: '24:00' })).toEqual({ start: 50, width: 50 });
});
