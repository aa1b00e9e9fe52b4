import { expect, it } from 'vitest';
import { createRateBudget } from './rate-budget.ts';

function budget(maxKeys?: number) {
  let time = 1000;
  const made = createRateBudget({
    account: { perSecond: 30, burst: 30 },
    key: { perSecond: 1, burst: 3 },
    now: () => time,
    ...(maxKeys && { maxKeys }),
  });
  return { ...made, pass: (ms: number) => (time += ms) };
}
const takeTimes = (count: number, take: () => number) => Array.from({ length: count }, take);

it('lets a burst out at once, then one per second', () => {
  const { take, pass } = budget();
  expect(takeTimes(4, () => take('a'))).toEqual([0, 0, 0, 1000]);
  pass(999);
  expect(take('a')).toBe(1);
  pass(1);
  expect(take('a')).toBe(0);
  expect(take('a')).toBe(1000);
});

it('keeps the account as a whole to its rate', () => {
  const { take, pass } = budget();
  const waits = Array.from({ length: 31 }, (_, chat) => take(`chat ${chat}`));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(30);
  expect(waits.at(-1)).toBe(34);
  pass(34);
  expect(take('another')).toBe(0);
});

it('lets sends out one by one where an account may send less than one a second', () => {
  let time = 0;
  const slow = { perSecond: 0.5, burst: 0.5 };
  const { take } = createRateBudget({ account: slow, key: slow, now: () => time });
  expect([take('a'), take('b')]).toEqual([0, 2000]);
  time = 2000;
  expect(take('b')).toBe(0);
});

it('holds a paused chat and no other', () => {
  const { take, pause, pass } = budget();
  pause('a', 5000);
  expect([take('a'), take('b')]).toEqual([5000, 0]);
  pass(5000);
  expect(take('a')).toBe(0);
});

it('forgets the chat that rested longest when there are too many', () => {
  const { take } = budget(2);
  takeTimes(3, () => take('a'));
  take('b');
  expect(take('a')).toBe(1000);
  take('c');
  expect(take('a')).toBe(1000);
});
