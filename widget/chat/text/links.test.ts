import { expect, test } from 'vitest';
import { isSafe, splitLinks } from './links.ts';

const linksOf = (text: string) => splitLinks(text).flatMap(({ url }) => url ?? []);

test('addresses of pages and people are links, the stop of the sentence is not', () => {
  expect(linksOf('See https://a.example/x?y=1. Or www.b.example, or write to help@c.example!')).toEqual([
    'https://a.example/x?y=1',
    'https://www.b.example',
    'mailto:help@c.example',
  ]);
  expect(linksOf('(https://a.example/x) https://a.example/(x)')).toEqual(['https://a.example/x', 'https://a.example/(x)']);
});

test('no text is lost and nothing that a browser would run becomes a link', () => {
  const text = 'javascript:alert(1) data:text/html,x <b>https://a.example"onclick=x</b>';

  expect(
    splitLinks(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
  expect(linksOf(text)).toEqual(['https://a.example']);
  expect(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' https://a', '/x'].filter(isSafe)).toEqual([]);
});
