import { expect, test } from 'vitest';
import { useDatabase } from '../test/database.ts';
import { createCounter, nextNumber } from './counters.ts';

useDatabase();

test('a hundred callers of a new counter get a hundred different numbers, from 1 on without a hole', async () => {
  const numbers = await Promise.all(Array.from({ length: 100 }, () => nextNumber('conversation')));

  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
});

test('creating a counter that exists leaves its value', async () => {
  await nextNumber('ticket');
  await nextNumber('ticket');

  await createCounter('ticket');

  expect(await nextNumber('ticket')).toBe(3);
});
