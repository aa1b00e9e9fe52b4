import { expect, test } from 'vitest';
import { splitLinks } from './links.ts';

const urls = (text: string) => splitLinks(text).flatMap(({ url }) => url ?? []);

test('finds addresses and leaves the sentence around them', () => {
  expect(splitLinks('See https://shop.com/a?b=1, please.')).toEqual([
    { text: 'See ' },
    { text: 'https://shop.com/a?b=1', url: 'https://shop.com/a?b=1' },
    { text: ', please.' },
  ]);
  expect(urls('www.shop.com')).toEqual(['https://www.shop.com']);
  expect(urls('пишите на help@shop.com!')).toEqual(['mailto:help@shop.com']);
});

test('keeps a bracket that belongs to the address and drops one that does not', () => {
  expect(urls('(https://en.wikipedia.org/wiki/Hub_(network))')).toEqual(['https://en.wikipedia.org/wiki/Hub_(network)']);
  expect(urls('(https://shop.com/x).')).toEqual(['https://shop.com/x']);
});

test('makes no link of anything but http, https and mail', () => {
  expect(urls('javascript:alert(1) data:text/html,x ftp://a.b file:///etc')).toEqual([]);
  expect(urls('http://')).toEqual([]);
});

test('loses no character', () => {
  for (const text of ['a https://b.c/d). e@f.gh, www.i.j…', '«https://пример.рф/путь»', 'x@y', '']) {
    expect(
      splitLinks(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  }
});
