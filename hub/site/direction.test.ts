import { expect, test } from 'vitest';
import { directionOf } from './direction.ts';

test.each([
  [undefined, 'ltr'],
  ['', 'ltr'],
  ['en-GB', 'ltr'],
  ['ru', 'ltr'],
  ['ar', 'rtl'],
  ['he_IL', 'rtl'],
  ['fa-IR', 'rtl'],
  ['az-Arab-IR', 'rtl'],
  ['ku-Latn', 'ltr'],
  ['UR', 'rtl'],
])('%s is laid out %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});
