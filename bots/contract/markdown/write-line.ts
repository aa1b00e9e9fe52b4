import { charAt } from '../rich-text-marks.ts';
import type { CharMarks, Line } from '../rich-text-marks.ts';

/** Marks that nest, from the outermost in; always in this order, so that a run of signs can be read in one way only. */
const styles = ['strike', 'bold', 'italic'] as const;
type Style = (typeof styles)[number];
const signs: Record<Style, string> = { strike: '~~', bold: '**', italic: '*' };
const wordChar = /[\p{L}\p{N}]/u;

/** A text and what lies on its characters. */
export interface Source {
  text: string;
  chars: CharMarks[];
}

/** Puts the quote sign before a line where it belongs. */
export function quoteSign({ quoted }: Line, words: string): string {
  return quoted ? (words ? `> ${words}` : '>') : words;
}

/** The lines from here on that fit into one fence. */
export function preBlock(lines: Line[], at: number): Line[] {
  const quoted = lines[at]?.quoted;
  const end = lines.findIndex((line, i) => i > at && (!line.pre || line.quoted !== quoted));
  return lines.slice(at, end === -1 ? undefined : end);
}

/** Whole lines of pre within a fence that none of them can close. */
export function fenced(text: string, block: Line[]): string[] {
  const words = block.map((line) => text.slice(line.start, line.end));
  const longest = Math.max(2, ...words.map((line) => /^`+/.exec(line)?.[0].length ?? 0));
  const ticks = '`'.repeat(longest + 1);
  const [first] = block;
  return first ? [ticks, ...words, ticks].map((line) => quoteSign(first, line)) : [];
}

/** One line with its marks as Markdown, without its quote sign. */
export function writeLine(source: Source, line: Line): string {
  let written = '';
  let at = line.start;
  while (at < line.end) {
    const { link, code } = charAt(source.chars, at);
    let end = at + 1;
    while (end < line.end && charAt(source.chars, end).link === link && charAt(source.chars, end).code === code) end++;
    if (code) written += writeCode(source.text.slice(at, end));
    else if (link !== undefined) written += `[${writeStyled(source, at, end)}](${link.replace(/[\\()]/g, '\\$&')})`;
    else written += writeStyled(source, at, end);
    at = end;
  }
  return guardLineStart(source, line, written);
}

/** A `- ` or `> ` that is text must not become a list or a quote; a bullet becomes the list it looks like. */
function guardLineStart({ text, chars }: Source, line: Line, written: string): string {
  const words = text.slice(line.start, line.end);
  const indent = /^ */.exec(words)?.[0].length ?? 0;
  const isBare = (from: number, to: number) => chars.slice(from, to).every((char) => !isMarked(char));
  if (!isBare(line.start, line.start + indent + 1)) return written;
  const rest = written.slice(indent);
  if (/^[-+>]/.test(rest)) return `${written.slice(0, indent)}\\${rest}`;
  if (rest.startsWith('• ') && isBare(line.start, line.start + indent + 2)) return `${written.slice(0, indent)}-${rest.slice(1)}`;
  return written;
}

function isMarked(char: CharMarks): boolean {
  return char.code || char.link !== undefined || styles.some((style) => char[style]);
}

function writeCode(words: string): string {
  const longest = Math.max(0, ...(words.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const isPadded = /^`|`$/.test(words) || (/^ .* $/s.test(words) && /[^ ]/.test(words));
  return isPadded ? `${ticks} ${words} ${ticks}` : ticks + words + ticks;
}

/** Text with its nesting marks. Signs stand next to something visible: blanks at an edge are written outside. */
function writeStyled(source: Source, start: number, end: number): string {
  let written = '';
  let open: Style[] = [];
  let blanks = '';
  for (let i = start; i < end; i++) {
    const char = source.text.charAt(i);
    if (/\s/.test(char)) {
      blanks += char;
      continue;
    }
    const marks = charAt(source.chars, i);
    const wanted = styles.filter((style) => marks[style]);
    const kept = open.findIndex((style, place) => wanted[place] !== style);
    const common = kept === -1 ? open.length : kept;
    written += open
      .slice(common)
      .toReversed()
      .map((style) => signs[style])
      .join('');
    written +=
      blanks +
      wanted
        .slice(common)
        .map((style) => signs[style])
        .join('');
    written += escapeChar(source, i);
    open = wanted;
    blanks = '';
  }
  return (
    written +
    open
      .toReversed()
      .map((style) => signs[style])
      .join('') +
    blanks
  );
}

/** A backslash before whatever would be read as a sign; as few as possible, since people see the Markdown too. */
function escapeChar(source: Source, i: number): string {
  const { text, chars } = source;
  const char = text.charAt(i);
  const [before, after] = [text.charAt(i - 1), text.charAt(i + 1)];
  const isInside = isTogether(source, i, i - 1) && isTogether(source, i, i + 1);
  if (char === '_') return isInside && wordChar.test(before) && wordChar.test(after) ? char : `\\${char}`;
  if (char === '~') return isInside && before !== '~' && after !== '~' ? char : `\\${char}`;
  if (char === ']') return chars[i]?.link === undefined ? char : `\\${char}`;
  return /[\\*`[]/.test(char) ? `\\${char}` : char;
}

/** True when no sign of a mark can be written between two neighbours: their marks are the same, and no mark can end before a blank. */
function isTogether({ text, chars }: Source, i: number, neighbour: number): boolean {
  const [a, b] = [charAt(chars, i), chars[neighbour]];
  if (!b || /\s/.test(text.charAt(neighbour))) return !isMarked(a);
  return a.code === b.code && a.pre === b.pre && a.link === b.link && styles.every((style) => a[style] === b[style]);
}
