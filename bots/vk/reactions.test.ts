import { expect, test } from 'vitest';
import { emojiOf, reactionEmojis, reactionOf } from './reactions.ts';

test('every reaction that can be sent is the same one when it comes back, with its variation sign or without', () => {
  expect(reactionEmojis.map((emoji) => emojiOf(reactionOf(emoji) ?? 0))).toEqual(reactionEmojis);
  expect(reactionOf('❤\uFE0F')).toBe(1);
  expect(reactionOf('🎉')).toBe(16);
});

test('a number on which nobody agrees is shown as a puzzle piece and never sent', () => {
  expect([0, 6, 17, 64].map(emojiOf)).toEqual(['🧩', '🧩', '🧩', '🧩']);
  expect(['❓', '💔', '🧩'].map(reactionOf)).toEqual([undefined, undefined, undefined]);
});
