import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from './split-text.ts';

const plain = (text: string, limit: number) => splitText({ text, marks: [] }, limit).map((part) => part.text);

describe('splitting a text', () => {
  it('leaves one that fits alone', () => {
    expect(plain('short', 5)).toEqual(['short']);
    expect(plain('', 5)).toEqual([]);
    expect(plain(' \n ', 2)).toEqual([]);
  });

  it('cuts after a paragraph rather than a line, a line rather than a word, a word rather than anywhere', () => {
    expect(plain('aaa bb\n\ncc\ndd ee', 12)).toEqual(['aaa bb', 'cc\ndd ee']);
    expect(plain('aaa bb\ncc dd ee', 12)).toEqual(['aaa bb', 'cc dd ee']);
    expect(plain('aaa bbb ccc', 8)).toEqual(['aaa bbb', 'ccc']);
    expect(plain('aaaaaaaaaa', 4)).toEqual(['aaaa', 'aaaa', 'aa']);
  });

  it('cuts a mark in two at the cut', () => {
    expect(splitText({ text: 'one two', marks: [{ type: 'bold', offset: 2, length: 4 }] }, 4)).toEqual([
      { text: 'one', marks: [{ type: 'bold', offset: 2, length: 1 }] },
      { text: 'two', marks: [{ type: 'bold', offset: 0, length: 2 }] },
    ]);
  });

  it('loses nothing visible, keeps to the limit and breaks no pair, whatever the text', () => {
    const words = fc
      .array(fc.constantFrom('a', 'bcd', ' ', '\n', '\n\n', '😀', '👨‍👩‍👧', 'é'), { maxLength: 80 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 20 }), (text, limit) => {
        const parts = plain(text, limit);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(() => encodeURIComponent(part)).not.toThrow();
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('tears no character apart that people see as one, unless it is too long by itself', () => {
    expect(plain('aaa👨‍👩‍👧b', 8)).toEqual(['aaa', '👨‍👩‍👧', 'b']);
    expect(plain('e\u0301e\u0301', 3)).toEqual(['e\u0301', 'e\u0301']);
    expect(plain('👨‍👩‍👧', 4).join('')).toBe('👨‍👩‍👧');
  });

  it('keeps to bytes as well where a provider counts them', () => {
    const parts = (text: string, bytes: number) => splitText({ text, marks: [] }, 1000, bytes).map((part) => part.text);
    expect(parts('д'.repeat(500), 1000)).toEqual(['д'.repeat(500)]);
    expect(parts('д'.repeat(501), 1000)).toEqual(['д'.repeat(500), 'д']);
    expect(parts('ab😀cd', 6)).toEqual(['ab😀', 'cd']);
    expect(parts('добрый день', 20)).toEqual(['добрый', 'день']);
    expect(parts('добрый день', 21)).toEqual(['добрый день']);
  });

  it('keeps to bytes and loses nothing visible, whatever the text', () => {
    const words = fc
      .array(fc.constantFrom('a', 'слово', ' ', '\n\n', '😀', '👨‍👩‍👧', 'é', '中文'), { maxLength: 80 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 30 }), fc.integer({ min: 4, max: 40 }), (text, limit, bytes) => {
        const parts = splitText({ text, marks: [] }, limit, bytes).map((part) => part.text);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(bytes);
          expect(() => encodeURIComponent(part)).not.toThrow();
        }
      }),
      { numRuns: 1000 },
    );
  });
});
