import { expect, test } from 'vitest';
import { fuzzyScore } from './fuzzy.ts';

test('letters in order are found, letters out of order are not', () => {
  expect(fuzzyScore('Assign to me', 'atm')).toBeGreaterThan(0);
  expect(fuzzyScore('Assign to me', 'mta')).toBe(0);
});

test('the beginnings of words and whole words come first', () => {
  const best = (typed: string, ...texts: string[]) => texts.toSorted((a, b) => fuzzyScore(b, typed) - fuzzyScore(a, typed))[0];

  expect(best('sn', 'Snooze until tomorrow', 'Close and go to the next one')).toBe('Snooze until tomorrow');
  expect(best('inbox', 'In a box of all', 'Inbox')).toBe('Inbox');
  expect(best('отл', 'Отложить до завтра', 'Открыть тикет на доске')).toBe('Отложить до завтра');
});

test('case and the letter ё make no difference', () => {
  expect(fuzzyScore('Ещё раз отправить', 'ЕЩЕ')).toBeGreaterThan(0);
});
