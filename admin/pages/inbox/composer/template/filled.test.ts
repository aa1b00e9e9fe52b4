import { expect, test } from 'vitest';
import { filled } from './filled.ts';

const template = { header: 'Order {{1}}', body: 'Hello {{name}}, it is on its way to {{ city }}.', footer: 'Nordwind' };

test('shows what the customer will read, and what is still to be filled', () => {
  expect(filled(template, { 1: '77', name: 'Ann', city: '  ' })).toBe('Order 77\n\nHello Ann, it is on its way to {{ city }}.\n\nNordwind');
});

test('takes a value as it is, whatever signs are in it', () => {
  expect(filled({ body: '{{name}}' }, { name: '$& {{1}}', 1: 'never' })).toBe('$& {{1}}');
});
