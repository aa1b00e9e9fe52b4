import { expect, test } from 'vitest';
import { parseSnooze, presetUntil, snoozePresets } from './parse-snooze.ts';

// A Friday, 15:30 in Berlin (UTC+1).
const now = new Date('2026-11-20T14:30:00Z');

test.each([
  ['2h', '2026-11-20T16:30:00.000Z'],
  ['30 min', '2026-11-20T15:00:00.000Z'],
  ['2ч', '2026-11-20T16:30:00.000Z'],
  ['через 3 дня', '2026-11-23T14:30:00.000Z'],
  ['tomorrow 9', '2026-11-21T08:00:00.000Z'],
  ['завтра в 10:30', '2026-11-21T09:30:00.000Z'],
  ['tomorrow', '2026-11-21T08:00:00.000Z'],
  ['monday', '2026-11-23T08:00:00.000Z'],
  ['пн 11', '2026-11-23T10:00:00.000Z'],
  ['18:00', '2026-11-20T17:00:00.000Z'],
  ['9:00', '2026-11-21T08:00:00.000Z'],
  ['2026-12-24 9', '2026-12-24T08:00:00.000Z'],
])('%s is read in the agent’s time zone', (words, until) => {
  expect(parseSnooze(words, now, 'Europe/Berlin')?.until?.toISOString()).toBe(until);
});

test.each(['until reply', 'до ответа'])('%s waits for the customer', (words) => {
  expect(parseSnooze(words, now, 'Europe/Berlin')).toEqual({ until: null });
});

test.each(['', 'soon', '25:00', 'tomorrow 99', '0h', '2020-01-01 9', '9999d', 'the refund is 5'])('%s is no time', (words) => {
  expect(parseSnooze(words, now, 'Europe/Berlin')).toBeNull();
});

test('tomorrow at nine stays nine when the clocks change in the night', () => {
  const beforeChange = new Date('2026-03-28T12:00:00Z');

  expect(parseSnooze('tomorrow 9', beforeChange, 'Europe/Berlin')?.until?.toISOString()).toBe('2026-03-29T07:00:00.000Z');
});

test.each(snoozePresets)('the preset %s is a time to come', (preset) => {
  expect(presetUntil(preset, now, 'Asia/Vladivostok')).not.toBeNull();
});
