import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalMarks } from './rich-text-marks.ts';
import type { Mark } from './rich-text-marks.ts';
import { parseMarkdown, toMarkdown, toPlain } from './rich-text.ts';

const read = (markdown: string) => parseMarkdown(markdown);
const mark = (type: Mark['type'], offset: number, length: number, url?: string): Mark => ({ type, offset, length, ...(url && { url }) });

describe('reading Markdown', () => {
  it.each<[string, string, Mark[]]>([
    ['**bold**', 'bold', [mark('bold', 0, 4)]],
    ['__bold__', 'bold', [mark('bold', 0, 4)]],
    ['*it* and _it_', 'it and it', [mark('italic', 0, 2), mark('italic', 7, 2)]],
    ['~~gone~~', 'gone', [mark('strike', 0, 4)]],
    ['***both***', 'both', [mark('bold', 0, 4), mark('italic', 0, 4)]],
    ['***a** b*', 'a b', [mark('italic', 0, 3), mark('bold', 0, 1)]],
    ['*a **b***', 'a b', [mark('italic', 0, 3), mark('bold', 2, 1)]],
    ['*a**b**c*', 'abc', [mark('italic', 0, 3), mark('bold', 1, 1)]],
    ['**a\nb**', 'a\nb', [mark('bold', 0, 3)]],
    ['`x = **1**`', 'x = **1**', [mark('code', 0, 9)]],
    ['`` a`b ``', 'a`b', [mark('code', 0, 3)]],
    ['```js\nlet a;\n\n> b\n```\nafter', 'let a;\n\n> b\nafter', [mark('pre', 0, 11)]],
    ['> said\n>\n> twice\nanswer', 'said\n\ntwice\nanswer', [mark('quote', 0, 11)]],
    ['[our **shop**](https://a.example/x_(1))', 'our shop', [mark('link', 0, 8, 'https://a.example/x_(1)'), mark('bold', 4, 4)]],
    [
      '[mail](mailto:a@b.example) [call](tel:+123)',
      'mail call',
      [mark('link', 0, 4, 'mailto:a@b.example'), mark('link', 5, 4, 'tel:+123')],
    ],
    ['- one\n- **two**\n3. three', '• one\n• two\n3. three', [mark('bold', 8, 3)]],
    ['\\*no\\* \\[x](y) C:\\dir', '*no* [x](y) C:\\dir', []],
  ])('%j', (markdown, text, marks) => {
    expect(read(markdown)).toEqual({ text, marks });
  });

  it.each([
    'snake_case_name',
    '2 * 3 * 4',
    '**open',
    'a ** b',
    '5 > 3',
    '~5 ~6',
    '`open',
    '```\nopen',
    '[a](javascript:alert(1))',
    '[a](data:x)',
    '[a]',
    '[](https://a.example)',
    '****',
    '[a](https://)',
  ])('leaves %j as it was typed', (markdown) => {
    expect(read(markdown)).toEqual({ text: markdown, marks: [] });
  });

  it('gives plain words for previews', () => {
    expect(toPlain('> **Hi** [there](https://a.example)')).toBe('Hi there');
  });

  it('reads a hostile text to its end, and loses nothing of it', { timeout: 30_000 }, () => {
    for (const part of ['[', '*', '_a', '`', '[a](x', '**a ', '~~', '**a b* ', '`` ` ']) {
      const typed = part.repeat(5000);
      const { text } = read(typed);
      expect(text.replace(/[^ax]/g, '')).toBe(typed.replace(/[^ax]/g, ''));
    }
  });
});

describe('writing Markdown', () => {
  it('escapes as little as it can', () => {
    expect(toMarkdown({ text: 'snake_case ~5 (1) a]b! 10% #1 - x', marks: [] })).toBe('snake_case ~5 (1) a]b! 10% #1 - x');
  });

  it('keeps list items lists, and text that looks like one text', () => {
    expect(toMarkdown({ text: '• one\n- two\n> three', marks: [] })).toBe('- one\n\\- two\n\\> three');
  });
});

const alphabet = fc.constantFrom(
  ...'ab1 \n\n\t*_~`[]()\\>-+•!#.:é\u00a0\r',
  '😀',
  '- ',
  '> ',
  '```',
  '**',
  '~~',
  'https://a.example',
  '](',
);
const url = fc.constantFrom('https://a.example/(x)?q=\\1', 'mailto:a@b.example', 'tel:+1', 'javascript:alert(1)', 'HTTP://b.example');
const types = fc.constantFrom<Mark['type'][]>('bold', 'italic', 'strike', 'code', 'pre', 'quote', 'link');
const anyMark = fc.record({ type: types, offset: fc.integer({ min: -1, max: 30 }), length: fc.integer({ min: 0, max: 20 }), url });
const richText = fc
  .record({
    text: fc.oneof(
      fc.array(alphabet, { maxLength: 25 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    marks: fc.array(anyMark, { maxLength: 8 }),
  })
  .map(({ text, marks }) => ({
    text,
    marks: marks.map(({ url: address, ...rest }) => (rest.type === 'link' ? { ...rest, url: address } : rest)),
  }));

describe('a sign at the end of a marked stretch', () => {
  it('is not read as a part of the mark', () => {
    const across = { text: 'a~\na', marks: [mark('strike', 0, 4)] };
    expect(parseMarkdown(toMarkdown(across))).toEqual(across);
    const beforeLink = { text: 'a~ a', marks: [mark('strike', 0, 4), mark('link', 3, 1, 'tel:+1')] };
    expect(parseMarkdown(toMarkdown(beforeLink))).toEqual(beforeLink);
  });
});

describe('a block of code that reaches out of a quote', () => {
  it('leaves the empty line behind the quote alone, which would begin a block of its own', () => {
    const across = { text: 'a\n\na', marks: [mark('pre', 0, 4), mark('quote', 0, 1)] };
    expect(canonicalMarks(across)).toEqual([mark('quote', 0, 1), mark('pre', 0, 1), mark('pre', 3, 1)]);
    expect(parseMarkdown(toMarkdown(across))).toEqual({ text: across.text, marks: canonicalMarks(across) });
  });
});

describe('any text with any marks', () => {
  it('comes back from Markdown as it was, sign by sign, with its marks in canonical form', () => {
    fc.assert(
      fc.property(richText, (rich) => {
        expect(parseMarkdown(toMarkdown(rich))).toEqual({ text: rich.text, marks: canonicalMarks(rich) });
      }),
      { numRuns: 5000 },
    );
  });

  it('has one canonical form, which is its own', () => {
    fc.assert(
      fc.property(richText, (rich) => {
        const marks = canonicalMarks(rich);
        expect(canonicalMarks({ text: rich.text, marks })).toEqual(marks);
      }),
      { numRuns: 2000 },
    );
  });

  it('survives being typed: what was read once reads the same after being written', () => {
    fc.assert(
      fc.property(
        fc.array(alphabet, { maxLength: 40 }).map((parts) => parts.join('')),
        (typed) => {
          const rich = parseMarkdown(typed);
          expect(parseMarkdown(toMarkdown(rich))).toEqual(rich);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('keeps every letter that is typed outside of addresses and fences', () => {
    const signs = fc.constantFrom(...'ab1é \n*_~[]()\\>-+•', '- ', '> ', '**', '~~');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 40 }), (parts) => {
        const letters = (text: string) => text.replace(/[^ab1é]/g, '');
        expect(letters(toPlain(parts.join('')))).toBe(letters(parts.join('')));
      }),
      { numRuns: 2000 },
    );
  });
});
