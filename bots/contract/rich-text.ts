import { parseInline } from './markdown/parse-inline.ts';
import { canonicalMarks, layOut } from './rich-text-marks.ts';
import type { Mark, RichText } from './rich-text-marks.ts';
import { fenced, preBlock, quoteSign, writeLine } from './markdown/write-line.ts';

/** One line of Markdown after its quote sign is taken off. */
interface SourceLine {
  raw: string;
  words: string;
  quoted: boolean;
}

const fence = /^(`{3,})[^`]*$/;
const bullet = /^( *)[-*+] /;

/**
 * Reads the closed Markdown subset: `**bold**`, `*italic*` or `_italic_`, `~~strike~~`, `` `code` ``, fenced code, `> quote`, `[words](address)` and
 * lists (a `- ` becomes `• `, numbers stay). A backslash takes the meaning from the sign after it. What is no mark stays as typed: no text is lost.
 */
export function parseMarkdown(markdown: string): RichText {
  const source = markdown.split('\n').map(readLine);
  const blocks: { rich: RichText; quoted: boolean }[] = [];
  let at = 0;
  while (at < source.length) {
    const block = readFence(source, at) ?? readParagraph(source, at);
    if (block.rich) blocks.push({ rich: block.rich, quoted: block.quoted });
    at = block.next;
  }
  return join(blocks);
}

/** The words of a Markdown text without its marks; a link's address is lost, so a channel without links renders from `parseMarkdown`. */
export function toPlain(markdown: string): string {
  return parseMarkdown(markdown).text;
}

/** Writes text and marks as the closed Markdown subset; `parseMarkdown` of it gives the same text, and the same marks in canonical form. */
export function toMarkdown(rich: RichText): string {
  const { lines, chars } = layOut(rich);
  const source = { text: rich.text, chars };
  const written: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!line) continue;
    if (!line.pre) {
      written.push(quoteSign(line, writeLine(source, line)));
      continue;
    }
    const block = preBlock(lines, at);
    written.push(...fenced(rich.text, block));
    at += block.length - 1;
  }
  return written.join('\n');
}

function readLine(raw: string): SourceLine {
  const quoted = raw.startsWith('>');
  return { raw, quoted, words: quoted ? raw.slice(raw[1] === ' ' ? 2 : 1) : raw };
}

interface Block {
  /** Absent for a fence around nothing. */
  rich?: RichText;
  quoted: boolean;
  next: number;
}

/** A fenced block; inside a quote each of its lines is quoted. A fence that nobody closes is none. */
function readFence(source: SourceLine[], at: number): Block | undefined {
  const opening = source[at];
  const ticks = opening && fence.exec(opening.words)?.[1];
  if (!opening || !ticks) return undefined;
  const wordsOf = (line: SourceLine) => (opening.quoted ? line.words : line.raw);
  for (let i = at + 1; i < source.length; i++) {
    const line = source[i];
    if (!line || (opening.quoted && !line.quoted)) return undefined;
    const closing = /^(`{3,})\s*$/.exec(wordsOf(line))?.[1];
    if (!closing || closing.length < ticks.length) continue;
    const text = source
      .slice(at + 1, i)
      .map(wordsOf)
      .join('\n');
    const rich: RichText = { text, marks: [{ type: 'pre', offset: 0, length: text.length }] };
    return { quoted: opening.quoted, next: i + 1, ...(i > at + 1 && { rich }) };
  }
  return undefined;
}

/** Lines that belong together: marks may span them. An empty line, a list item, a fence and the edge of a quote part paragraphs. */
function readParagraph(source: SourceLine[], at: number): Block {
  const first = source[at];
  const lines = [first?.words ?? ''];
  const isEmpty = lines[0]?.trim() === '';
  let next = at + 1;
  for (; !isEmpty && next < source.length; next++) {
    const line = source[next];
    if (!line || line.quoted !== first?.quoted || line.words.trim() === '' || bullet.test(line.words) || fence.test(line.words)) break;
    lines.push(line.words);
  }
  const words = lines.join('\n').replace(bullet, '$1• ');
  return { rich: parseInline(words), quoted: first?.quoted ?? false, next };
}

function join(blocks: { rich: RichText; quoted: boolean }[]): RichText {
  const marks: Mark[] = [];
  let text = '';
  let quote: Mark | undefined;
  for (const [i, { rich, quoted }] of blocks.entries()) {
    if (i > 0) text += '\n';
    const offset = text.length;
    text += rich.text;
    for (const mark of rich.marks) marks.push({ ...mark, offset: mark.offset + offset });
    if (!quoted) quote = undefined;
    else if (quote) quote.length = text.length - quote.offset;
    else marks.push((quote = { type: 'quote', offset, length: rich.text.length }));
  }
  return { text, marks: canonicalMarks({ text, marks }) };
}
