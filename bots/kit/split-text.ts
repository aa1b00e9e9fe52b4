import type { Mark, RichText } from '../contract/rich-text-marks.ts';

/** Where a text is best cut, best first: after a paragraph, a line, a word. The blanks at a cut are left out. */
const cuts = [/\n\s*\n/g, /\n/g, /\s+/g];

/**
 * Cuts a text into parts of at most `limit` UTF-16 units (2 or more): at the end of a paragraph, line or word when one lies in the second half of a
 * part, never within a surrogate pair. A mark that spans a cut goes on in the next part. A text of blanks only gives no part.
 */
export function splitText(rich: RichText, limit: number): RichText[] {
  const parts: RichText[] = [];
  let start = 0;
  while (start < rich.text.length) {
    const { end, next } = cutAfter(rich.text, start, limit);
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
  const isPairCut = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(start + limit - 1, start + limit + 1));
  const end = start + limit - (isPairCut ? 1 : 0);
  return { end, next: end };
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
