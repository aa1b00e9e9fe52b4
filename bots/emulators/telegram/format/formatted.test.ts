import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFormatted } from './formatted.ts';

test.each([
  [
    '<b>bold <i>both</i></b> &lt;x&gt;',
    'bold both <x>',
    [
      ['bold', 0, 9],
      ['italic', 5, 4],
    ],
  ],
  ['<a href="https://e.org/?a=1&amp;b=2">link</a>', 'link', [['text_link', 0, 4]]],
  ['<pre><code class="language-ts">let x</code></pre>', 'let x', [['pre', 0, 5]]],
  ['🙂 <u>u</u>', '🙂 u', [['underline', 3, 1]]],
])('HTML %j becomes text and entities', (html, text, entities) => {
  const read = readFormatted({ text: html, parseMode: 'HTML' });

  expect([read.text, read.entities.map(({ type, offset, length }) => [type, offset, length])]).toEqual([text, entities]);
});

test.each([
  [
    '*bold _both_* \\.',
    'bold both .',
    [
      ['bold', 0, 9],
      ['italic', 5, 4],
    ],
  ],
  ['[link](https://e.org/\\))', 'link', [['text_link', 0, 4]]],
  ['```ts\nlet x```', 'let x', [['pre', 0, 5]]],
  [
    '__u__ ||s|| ~x~ `c`',
    'u s x c',
    [
      ['underline', 0, 1],
      ['spoiler', 2, 1],
      ['strikethrough', 4, 1],
      ['code', 6, 1],
    ],
  ],
])('MarkdownV2 %j becomes text and entities', (markdown, text, entities) => {
  const read = readFormatted({ text: markdown, parseMode: 'MarkdownV2' });

  expect([read.text, read.entities.map(({ type, offset, length }) => [type, offset, length])]).toEqual([text, entities]);
});

test.each([
  ['HTML', '<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['HTML', '<x>y</x>', 'Unsupported start tag "x" at byte offset 0'],
  ['HTML', '</b>', 'Unexpected end tag at byte offset 0'],
  ['MarkdownV2', 'ж*x', "Can't find end of Bold entity at byte offset 2"],
  ['MarkdownV2', 'a-b', "Character '-' is reserved and must be escaped with the preceding '\\'"],
])('%s %j is refused in the words of Telegram', (parseMode, text, words) => {
  expect(() => readFormatted({ text, parseMode })).toThrow(`Bad Request: can't parse entities: ${words}`);
});

test('escaped text comes through any parse mode unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (raw) => {
      const html = raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const markdown = raw.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
      expect(readFormatted({ text: html, parseMode: 'HTML' }).text).toBe(raw.trim());
      expect(readFormatted({ text: markdown, parseMode: 'MarkdownV2' }).text).toBe(raw.trim());
    }),
  );
});

test('links, commands, mentions and hashtags are found, but not inside code', () => {
  const { entities } = readFormatted({
    text: '/help @desk_bot #новое https://e.org/x. a@b.co',
    entities: [{ type: 'code', offset: 6, length: 9 }],
  });

  expect(entities.map(({ type }) => type)).toEqual(['bot_command', 'code', 'hashtag', 'url', 'email']);
});
