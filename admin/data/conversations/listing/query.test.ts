import { expect, test } from 'vitest';
import { keyOf, listQueryOf, writeQuery } from './query.ts';

const query = (text: string) => new URLSearchParams(text);

test('a tab and the filters of the address make the list; the tab is the stronger', () => {
  expect(listQueryOf('mine', query('tag=vip&unread=true&waiting=15&sort=waiting&status=closed'))).toEqual({
    filters: { status: 'open', assignee: 'me', tag: 'vip', unread: true, waiting: 15 },
    sort: 'waiting',
  });
});

test('what is no filter, or has no such value, is left out', () => {
  expect(listQueryOf('all', query('priority=top&waiting=-1&channel=x&sort=oldest&panel=1'))).toEqual({
    filters: { status: 'open' },
    sort: 'newest',
  });
});

test('a search looks beyond the tab, newest first', () => {
  expect(listQueryOf('mine', query('q=anna&tag=vip&sort=waiting'))).toEqual({ filters: { q: 'anna', tag: 'vip' }, sort: 'newest' });
});

test('a saved view is nothing but the filters of its address, and they survive the way there and back', () => {
  const filters = { status: 'open', assignee: 'none', waiting: 60, unread: true } as const;
  const written = writeQuery(filters, 'waiting');

  expect(listQueryOf('f'.repeat(24), query(written))).toEqual({ filters, sort: 'waiting' });
  expect(writeQuery({})).toBe('');
});

test('the same filters are the same list in any order', () => {
  const one = keyOf({ filters: { status: 'open', tag: 'vip' }, sort: 'newest' });

  expect(keyOf({ filters: { tag: 'vip', status: 'open' }, sort: 'newest' })).toBe(one);
  expect(keyOf({ filters: { tag: 'vip', status: 'open' }, sort: 'waiting' })).not.toBe(one);
});
