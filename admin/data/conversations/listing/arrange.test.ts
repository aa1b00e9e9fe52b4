import { expect, test } from 'vitest';
import { arrange } from './arrange.ts';

const free = { order: false, rows: false };
const scrolled = { order: true, rows: false };
const touched = { order: true, rows: true };

test('a list that is let alone follows the order at once', () => {
  expect(arrange({ rows: ['a', 'b'], wanted: ['c', 'a'], hold: free })).toEqual({ rows: ['c', 'a'], leaving: new Set(), held: 0 });
});

test('a held list keeps its places and counts what would come in or move up', () => {
  const arranged = arrange({ rows: ['a', 'b', 'c', 'd'], wanted: ['x', 'c', 'a', 'b', 'd'], hold: scrolled });

  expect(arranged.rows).toEqual(['a', 'b', 'c', 'd']);
  expect(arranged.held).toBe(2);
});

test('a row that only moves down because others rose is not news', () => {
  expect(arrange({ rows: ['a', 'b', 'c'], wanted: ['c', 'a', 'b'], hold: scrolled }).held).toBe(1);
});

test('a row that left is taken away unless the pointer is on the list, where it fades until it is let go', () => {
  expect(arrange({ rows: ['a', 'b', 'c'], wanted: ['a', 'c'], hold: scrolled })).toEqual({ rows: ['a', 'c'], leaving: new Set(), held: 0 });
  expect(arrange({ rows: ['a', 'b', 'c'], wanted: ['a', 'c'], hold: touched })).toEqual({
    rows: ['a', 'b', 'c'],
    leaving: new Set(['b']),
    held: 0,
  });
});

test('what the person did goes and comes back at once, in its place', () => {
  const own = new Set(['b']);
  expect(arrange({ rows: ['a', 'b', 'c'], wanted: ['a', 'c'], hold: touched, now: own }).rows).toEqual(['a', 'c']);
  expect(arrange({ rows: ['a', 'c'], wanted: ['a', 'b', 'c'], hold: touched, now: own })).toMatchObject({ rows: ['a', 'b', 'c'], held: 0 });
  expect(arrange({ rows: ['a', 'c'], wanted: ['x', 'b', 'a', 'c'], hold: touched, now: own })).toMatchObject({
    rows: ['b', 'a', 'c'],
    held: 1,
  });
});

test('a further page goes on below a held list', () => {
  expect(arrange({ rows: ['a', 'b'], wanted: ['x', 'a', 'b', 'c', 'd'], hold: touched })).toEqual({
    rows: ['a', 'b', 'c', 'd'],
    leaving: new Set(),
    held: 1,
  });
});

test('an empty list is filled even while the pointer is on it', () => {
  expect(arrange({ rows: [], wanted: ['a'], hold: touched }).rows).toEqual(['a']);
});
