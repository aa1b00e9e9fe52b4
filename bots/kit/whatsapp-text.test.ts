import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../contract/rich-text.ts';
import { splitForWhatsApp, toWhatsApp } from './whatsapp-text.ts';

const written = (markdown: string) => toWhatsApp(parseMarkdown(markdown));

describe("WhatsApp's signs", () => {
  it.each([
    ['plain', 'plain'],
    ['**bold** and *italic*', '*bold* and _italic_'],
    ['~~gone~~ `code`', '~gone~ `code`'],
    ['**bold *both***', '*bold _both_*'],
    ['```\none\ntwo\n```', '```one\ntwo```'],
    ['> said\n> twice\n\nanswer', '> said\n> twice\n\nanswer'],
    ['- one\n- two', '• one\n• two'],
    ['[our shop](https://shop.example)', 'our shop (https://shop.example)'],
    ['[https://shop.example](https://shop.example)', 'https://shop.example'],
    ['**[shop](https://shop.example)** now', '*shop* (https://shop.example) now'],
    ['[write](mailto:a@b.example)', 'write (a@b.example)'],
    ['**two\nlines**', '*two*\n*lines*'],
  ])('of %j are %j', (markdown, expected) => {
    expect(written(markdown)).toBe(expected);
  });

  it('never make a part longer than it may be', () => {
    const long = parseMarkdown(Array.from({ length: 400 }, (_, at) => `**word${at}** [x](https://example.com/${at})`).join(' '));
    const parts = splitForWhatsApp(long, 1000);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(1000);
    expect(parts.join(' ')).toContain('*word399* x (https://example.com/399)');
  });
});
