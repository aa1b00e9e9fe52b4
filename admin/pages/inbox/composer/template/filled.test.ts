import { expect, test } from 'vitest';
import { filled } from './filled.ts';

test('shows what the customer will read, and what is still to be filled by its example or its key', () => {
  expect(filled('Hello {{name}}, it goes to {{ city }} on {{day}}.', { name: 'Ann', city: '  ' }, { day: 'Friday' })).toEqual([
    { text: 'Hello ', state: 'fixed' },
    { text: 'Ann', state: 'filled' },
    { text: ', it goes to ', state: 'fixed' },
    { text: 'city', state: 'empty' },
    { text: ' on ', state: 'fixed' },
    { text: 'Friday', state: 'empty' },
    { text: '.', state: 'fixed' },
  ]);
});

test('takes a value as it is, whatever signs are in it', () => {
  expect(filled('{{name}}', { name: '$& {{1}}', 1: 'never' })).toEqual([{ text: '$& {{1}}', state: 'filled' }]);
});
