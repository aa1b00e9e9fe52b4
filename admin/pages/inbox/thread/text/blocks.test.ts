import { expect, test } from 'vitest';
import { readBlocks, type Span } from './blocks.ts';

const look = ({ text, ...marks }: Span) => [
  text,
  ...Object.entries(marks)
    .filter(([, on]) => on)
    .map(([name, on]) => (name === 'url' ? String(on) : name)),
];

test('gives each stretch of words its look, nested ones both', () => {
  expect(readBlocks('a **b *c*** `d` ~~e~~')).toEqual([{ type: 'lines', lines: [expect.any(Array)] }]);
  const [block] = readBlocks('a **b *c*** `d` ~~e~~');
  expect(block?.type === 'lines' && block.lines[0]?.map(look)).toEqual([
    ['a '],
    ['b ', 'bold'],
    ['c', 'bold', 'italic'],
    [' '],
    ['d', 'code'],
    [' '],
    ['e', 'strike'],
  ]);
});

test('leads links where they say, and nowhere unsafe', () => {
  const [block] = readBlocks('[shop](https://shop.com) [x](javascript:alert(1))');
  expect(block?.type === 'lines' && block.lines[0]?.[0]).toMatchObject({ text: 'shop', url: 'https://shop.com' });
  expect(JSON.stringify(block)).not.toContain('"url":"javascript');
});

test('parts lists, numbered lists, code and quotes from the words around them', () => {
  const blocks = readBlocks('intro\n- one\n- **two**\n3. three\n4. four\n```\nx = 1\n\ny\n```\n> said\n> - listed\nend');
  expect(blocks.map(({ type }) => type)).toEqual(['lines', 'list', 'list', 'pre', 'quote', 'lines']);
  expect(blocks[1]).toMatchObject({ start: null, items: [[{ text: 'one' }], [{ text: 'two', bold: true }]] });
  expect(blocks[2]).toMatchObject({ start: 3, items: [[{ text: 'three' }], [{ text: 'four' }]] });
  expect(blocks[3]).toEqual({ type: 'pre', text: 'x = 1\n\ny' });
  expect(blocks[4]).toMatchObject({ blocks: [{ type: 'lines' }, { type: 'list' }] });
});

test('keeps line breaks and empty lines', () => {
  const [block] = readBlocks('a\n\nb');
  expect(block?.type === 'lines' && block.lines.map((line) => line.map(({ text }) => text).join(''))).toEqual(['a', '', 'b']);
});
