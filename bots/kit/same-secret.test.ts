import { expect, it } from 'vitest';
import { isSameSecret } from './same-secret.ts';

it('knows the same secret, and no other of any length', () => {
  expect(isSameSecret('s3cret', 's3cret')).toBe(true);
  for (const given of ['s3creT', 's3cre', 's3cret ', '', undefined]) expect(isSameSecret(given, 's3cret')).toBe(false);
});

it('is never satisfied where no secret is set', () => {
  expect(isSameSecret('', '')).toBe(false);
  expect(isSameSecret(undefined, undefined)).toBe(false);
});
