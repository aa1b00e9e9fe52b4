import { expect, test } from 'vitest';
import { isShownOn, matchesPage } from './places.ts';

const everywhere: Parameters<typeof isShownOn>[0] = { onlyPages: [], exceptPages: [], devices: 'all', onlyInHours: false };
const page = { url: 'https://shop.example.com/pricing?a=1#b', isPhone: false };

test.each([
  ['/pricing', true],
  ['/pricing/', false],
  ['/pri*', true],
  ['/', false],
  ['*', true],
  ['https://shop.example.com/*', true],
  ['https://example.com/*', false],
  ['shop.example.com/pricing', true],
  ['/pricing?a=1', true],
  ['/pricing?a=2', false],
  ['/pric.ng', false],
])('the pattern %s fits: %s', (pattern, fits) => {
  expect(matchesPage(pattern, page.url)).toBe(fits);
});

test('the launcher follows pages, devices and hours together', () => {
  expect(isShownOn({ ...everywhere }, page, false)).toBe(true);
  expect(isShownOn({ ...everywhere, exceptPages: ['/pricing'] }, page, true)).toBe(false);
  expect(isShownOn({ ...everywhere, onlyPages: ['/about', '/pricing'] }, page, true)).toBe(true);
  expect(isShownOn({ ...everywhere, onlyPages: ['/about'] }, page, true)).toBe(false);
  expect(isShownOn({ ...everywhere, devices: 'phone' }, page, true)).toBe(false);
  expect(isShownOn({ ...everywhere, onlyInHours: true }, page, false)).toBe(false);
});
