import { expect, test } from 'vitest';
import { splitHits } from './highlight.ts';

const hits = (text: string, typed: string) => splitHits(text, typed).flatMap(({ text: piece, isHit }) => (isHit ? [piece] : []));

test('marks the beginnings of words in both languages', () => {
  expect(hits('Refund for refunds, not for prefund', 'refund')).toEqual(['Refund', 'refund']);
  expect(hits('Счёт и счета', 'счет')).toEqual(['Счёт', 'счет']);
  expect(hits('the invoice of Anna', 'ann INV')).toEqual(['inv', 'Ann']);
});

test('marks nothing for nothing and loses no character', () => {
  expect(splitHits('a b', ' ')).toEqual([{ text: 'a b', isHit: false }]);
  expect(
    splitHits('one two one!', 'o tw')
      .map(({ text }) => text)
      .join(''),
  ).toBe('one two one!');
});
