import { expect, it } from 'vitest';
import { readAnswer } from './read-answer.ts';

it('keeps every digit of an id and every text as it is', () => {
  const text = '{"id":340282366841710300949128126000000000001,"n":-1.5e3,"s":"say \\"12345678901234567890\\" \\\\","l":[1234567890123456]}';
  expect(readAnswer(text)).toEqual({
    id: '340282366841710300949128126000000000001',
    n: -1500,
    s: 'say "12345678901234567890" \\',
    l: ['1234567890123456'],
  });
});

it('takes keys that mean something to JavaScript, deep values and long texts; no other object changes by it', () => {
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  const long = `${'\\n'.repeat(200_000)}"`;
  const read = readAnswer(`{"constructor":{"prototype":{"a":1}},"__proto__":{"isAdmin":true},"deep":${deep},"long":"${long}}`);
  expect(read).toMatchObject({ constructor: { prototype: { a: 1 } }, long: '\n'.repeat(200_000) });
  expect(Object.hasOwn({}, 'isAdmin') || 'isAdmin' in {}).toBe(false);
});

it('refuses what is no JSON', () => {
  for (const body of ['', '<!doctype html>', '{"a":1', '{"a":1-2}']) expect(() => readAnswer(body)).toThrow(SyntaxError);
});
