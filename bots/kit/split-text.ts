import type { Mark, RichText } from '../contract/rich-text-marks.ts';

/** Where a text is best cut, best first: after a paragraph, a line, a word. The blanks at a cut are left out. */
const cuts = [/\n\s*\n/g, /\n/g, /\s+/g];

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text into parts of at most `limit` UTF-16 units (2 or more) and, where the provider counts those as well, `maxBytes` bytes of UTF-8 (4 or
 * more): at the end of a paragraph, line or word when one lies in the second half of a part, else between two characters as people see them, never
 * within a surrogate pair. A mark that spans a cut goes on in the next part. A text of blanks only gives no part.
 */
export function splitText(rich: RichText, limit: number, maxBytes = Infinity): RichText[] {
  const parts: RichText[] = [];
  let start = 0;
  while (start < rich.text.length) {
    const { end, next } = cutAfter(rich.text, start, Math.min(limit, unitsWithin(rich.text, start, limit, maxBytes)));
    const part = slice(rich, start, end);
    if (part.text.trim() !== '') parts.push(part);
    start = next;
  }
  return parts;
}

function cutAfter(text: string, start: number, limit: number): { end: number; next: number } {
  if (text.length - start <= limit) return { end: text.length, next: text.length };
  // One more, since the blank at the cut is in neither part.
  const window = text.slice(start, start + limit + 1);
  for (const cut of cuts) {
    const last = [...window.matchAll(cut)].findLast(({ index }) => index >= limit / 2);
    if (last) return { end: start + last.index, next: start + last.index + last[0].length };
  }
  const end = start + wholeCharacters(window, limit);
  return { end, next: end };
}

/** How many UTF-16 units from `start` on, up to one more than `limit`, fit into so many bytes. */
function unitsWithin(text: string, start: number, limit: number, maxBytes: number): number {
  if (maxBytes === Infinity) return limit;
  let units = 0;
  let bytes = 0;
  for (const character of text.slice(start, start + limit + 1)) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    units += character.length;
  }
  return units;
}

/** The most units, up to `limit`, after which no character is torn apart; a character that is too long by itself is cut between its code points. */
function wholeCharacters(window: string, limit: number): number {
  const starts = [...characters.segment(window)].map(({ index }) => index);
  const last = starts.findLast((index) => index <= limit) ?? 0;
  if (last > 0) return last;
  return limit - (/^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(window.slice(limit - 1, limit + 1)) ? 1 : 0);
}

function slice({ text, marks }: RichText, start: number, end: number): RichText {
  return {
    text: text.slice(start, end),
    marks: marks.flatMap((mark): Mark[] => {
      const from = Math.max(mark.offset, start);
      const to = Math.min(mark.offset + mark.length, end);
      return to > from ? [{ ...mark, offset: from - start, length: to - from }] : [];
    }),
  };
}
