import { expect, it } from 'vitest';
import { humanPacing } from './pacing.ts';

const [slow, quick] = [humanPacing(() => 0.999), humanPacing(() => 0)];
const hour = 3_600_000;

it('looks every 30 to 60 seconds, more often while something moves', () => {
  expect([quick.untilNextLook(hour), slow.untilNextLook(hour)].map((ms) => Math.round(ms / 1000))).toEqual([30, 60]);
  expect([quick.untilNextLook(1000), slow.untilNextLook(1000)].map((ms) => Math.round(ms / 1000))).toEqual([10, 20]);
});

it('types as long as a text is, within limits', () => {
  expect(quick.beforeSending(0)).toBeGreaterThanOrEqual(1000);
  expect(quick.beforeSending(100)).toBeGreaterThan(quick.beforeSending(10));
  expect(slow.beforeSending(1000)).toBeLessThan(10_000);
});

it('comes back ever later, and much later where it was too quick', () => {
  const waits = [1, 2, 3, 4, 50].map((failures) => quick.afterFailure(failures, false));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBeLessThanOrEqual(5 * 60_000);
  expect(quick.afterFailure(1, true)).toBeGreaterThan(3 * 60_000);
  expect(slow.afterFailure(50, true)).toBeLessThanOrEqual(1.25 * hour);
});
