import { expect, test } from 'vitest';
import { contactQueryIn, isNarrowed, keyOfContactQuery, sentFilters, writeContactQuery } from './contact-query.ts';

const asked = 'q=anna&kind=lead&blocked=false&createdAfter=2026-01-02T00:00:00.000Z&fields={"plan":"pro","seats":3}&sort=name';

test('what an address asks for is read with its types, and written as it was', () => {
  const query = contactQueryIn(new URLSearchParams(asked));

  expect(query).toEqual({
    filters: { q: 'anna', kind: 'lead', blocked: false, createdAfter: '2026-01-02T00:00:00.000Z', fields: { plan: 'pro', seats: 3 } },
    sort: 'name',
  });
  const written = Object.entries(writeContactQuery(query)).filter((entry): entry is [string, string] => entry[1] !== null);
  expect(Object.fromEntries(new URLSearchParams(asked))).toEqual(Object.fromEntries(written));
});

test('what can not be read in an address is left out, the rest holds', () => {
  const query = contactQueryIn(new URLSearchParams('kind=friend&tag=vip&createdAfter=soon&fields={&sort=best'));

  expect(query).toEqual({ filters: { tag: 'vip' }, sort: 'newest' });
});

test('one list has one key, however its address was put together', () => {
  const one = contactQueryIn(new URLSearchParams('tag=vip&kind=lead'));
  const other = contactQueryIn(new URLSearchParams('sort=newest&kind=lead&tag=vip&foo=1'));

  expect(keyOfContactQuery(one)).toBe(keyOfContactQuery(other));
  expect(keyOfContactQuery({ ...one, sort: 'name' })).not.toBe(keyOfContactQuery(one));
});

test('custom fields are sent as JSON, and an empty set of them narrows nothing', () => {
  expect(sentFilters({ tag: 'vip', fields: { plan: 'pro' } })).toEqual({ tag: 'vip', fields: '{"plan":"pro"}' });
  expect(sentFilters({ fields: {} })).toEqual({});
  expect(isNarrowed({ filters: { fields: {} }, sort: 'name' })).toBe(false);
  expect(isNarrowed({ filters: { blocked: false }, sort: 'newest' })).toBe(true);
});
