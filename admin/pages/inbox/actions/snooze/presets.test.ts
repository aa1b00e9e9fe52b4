import { describe, expect, test } from 'vitest';
import { snoozePresets } from './presets.ts';

/** The choices as `id: moment`, in the order they come. */
function choicesAt(now: string, zone: string): Record<string, string | null> {
  return Object.fromEntries(snoozePresets(new Date(now), zone).map(({ id, until }) => [id, until?.toISOString() ?? null]));
}

describe('what a snooze may last', () => {
  test('a morning offers everything, in the zone of the agent', () => {
    // Tuesday, 10:20 in Berlin.
    expect(choicesAt('2026-11-17T09:20:00Z', 'Europe/Berlin')).toEqual({
      laterToday: '2026-11-17T13:00:00.000Z',
      tomorrow: '2026-11-18T08:00:00.000Z',
      monday: '2026-11-23T08:00:00.000Z',
      nextWeek: '2026-11-24T08:00:00.000Z',
      untilTheyWrite: null,
    });
  });

  test('the same moment is another day elsewhere', () => {
    // Wednesday, 00:30 in Auckland: the morning to come is today's.
    expect(choicesAt('2026-11-17T11:30:00Z', 'Pacific/Auckland')).toEqual({
      thisMorning: '2026-11-17T20:00:00.000Z',
      tomorrow: '2026-11-18T20:00:00.000Z',
      monday: '2026-11-22T20:00:00.000Z',
      nextWeek: '2026-11-24T20:00:00.000Z',
      untilTheyWrite: null,
    });
  });

  test('a zone of half an hour keeps its nine o’clock', () => {
    expect(choicesAt('2026-11-17T05:00:00Z', 'Asia/Kolkata')['tomorrow']).toBe('2026-11-18T03:30:00.000Z');
  });

  test('on Friday evening today is over, tomorrow is Saturday and Monday comes before next week', () => {
    expect(choicesAt('2026-11-20T19:10:00Z', 'Europe/Berlin')).toEqual({
      tomorrow: '2026-11-21T08:00:00.000Z',
      monday: '2026-11-23T08:00:00.000Z',
      nextWeek: '2026-11-27T08:00:00.000Z',
      untilTheyWrite: null,
    });
  });

  test('on Sunday tomorrow is Monday, and it is offered once', () => {
    expect(Object.keys(choicesAt('2026-11-22T11:00:00Z', 'Europe/Berlin'))).toEqual([
      'laterToday',
      'tomorrow',
      'nextWeek',
      'untilTheyWrite',
    ]);
  });

  test('on Monday the next Monday is in a week, and it is offered once', () => {
    const choices = choicesAt('2026-11-23T11:00:00Z', 'Europe/Berlin');
    expect(choices['monday']).toBe('2026-11-30T08:00:00.000Z');
    expect(choices).not.toHaveProperty('nextWeek');
  });

  test.each([
    // Clocks go back on 25 October 2026 and forward on 29 March 2026 in Berlin.
    ['back', '2026-10-24T12:00:00Z', '2026-10-25T08:00:00.000Z'],
    ['forward', '2026-03-28T12:00:00Z', '2026-03-29T07:00:00.000Z'],
  ])('tomorrow at nine is nine by the clock when clocks go %s over night', (_way, now, tomorrow) => {
    expect(choicesAt(now, 'Europe/Berlin')['tomorrow']).toBe(tomorrow);
  });

  test('later today is a full hour, at least three hours from now and never late in the evening', () => {
    expect(choicesAt('2026-11-17T09:00:00Z', 'Etc/UTC')['laterToday']).toBe('2026-11-17T12:00:00.000Z');
    expect(choicesAt('2026-11-17T16:59:00Z', 'Etc/UTC')['laterToday']).toBe('2026-11-17T20:00:00.000Z');
    expect(choicesAt('2026-11-17T17:01:00Z', 'Etc/UTC')).not.toHaveProperty('laterToday');
    expect(choicesAt('2026-11-17T22:30:00Z', 'Etc/UTC')).not.toHaveProperty('laterToday');
  });

  test('every choice is in the future and another one, whatever the hour', () => {
    for (let hour = 0; hour < 24 * 14; hour += 1) {
      const now = new Date(Date.UTC(2026, 2, 22, hour, 17));
      const moments = snoozePresets(now, 'America/New_York').map(({ until }) => until?.getTime() ?? Infinity);
      expect(Math.min(...moments)).toBeGreaterThan(now.getTime());
      expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
    }
  });
});
