import { expect, test } from 'vitest';
import { fieldKey } from '../../../../hub/api/customers/custom-fields.ts';
import { keyOfName } from './key-of-name.ts';

test.each([
  ['Company size', 'company-size'],
  ['Дата продления', 'data-prodleniya'],
  ['Größe (cm)', 'gro-e-cm'],
  ['2nd phone', 'nd-phone'],
])('%s becomes a key that the hub takes', (name, key) => {
  expect(keyOfName(name)).toBe(key);
  expect(fieldKey.safeParse(key).success).toBe(true);
});

test('a name without any letter that fits gives no key, which the person then has to write', () => {
  expect(keyOfName('数量')).toBe('');
});
