import { expect, test } from 'vitest';
import { naturalId } from './natural-id.ts';

test('the same parts make the same id, and how they are cut matters', () => {
  expect(naturalId('channel', '42').toHexString()).toBe(naturalId('channel', '42').toHexString());

  const cuts = [
    naturalId('ab', 'c'),
    naturalId('a', 'bc'),
    naturalId('abc'),
    naturalId('', 'abc'),
    naturalId('1:a', '2:bc'),
    naturalId('я', ''),
  ];
  expect(new Set(cuts.map(String)).size).toBe(cuts.length);
});
