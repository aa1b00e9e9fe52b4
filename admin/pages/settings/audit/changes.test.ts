import { expect, test } from 'vitest';
import { changesBetween, listChange } from './changes.ts';

test('only what differs is a change, nested values one by one', () => {
  const before = { name: 'Sales', handing: { mode: 'manual', limit: null }, memberIds: ['a'] };
  const after = { name: 'Sales', handing: { mode: 'round-robin', limit: null }, memberIds: ['a', 'b'] };
  expect(changesBetween(before, after)).toEqual([
    { path: ['handing', 'mode'], before: 'manual', after: 'round-robin' },
    { path: ['memberIds'], before: ['a'], after: ['a', 'b'] },
  ]);
});

test('something new shows what it holds and leaves out what it does not', () => {
  expect(changesBetween(null, { name: 'Billing', language: null, settings: { inviteDays: 7 } })).toEqual([
    { path: ['name'], before: undefined, after: 'Billing' },
    { path: ['settings', 'inviteDays'], before: undefined, after: 7 },
  ]);
});

test('a value that becomes a record, and one that is taken away, are told', () => {
  expect(changesBetween({ plan: 'free', vip: true }, { plan: { name: 'pro' } })).toEqual([
    { path: ['plan'], before: 'free', after: { name: 'pro' } },
    { path: ['vip'], before: true, after: undefined },
  ]);
});

test('a list says what came and what went', () => {
  expect(listChange(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] });
  expect(listChange(null, ['c'])).toBeNull();
});
