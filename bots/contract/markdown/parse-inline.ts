import type { Mark, RichText } from '../rich-text-marks.ts';
import { isSafeLink } from '../rich-text-marks.ts';

/** A run of `*`, `_` or `~` and what became of it. */
interface Delimiter {
  canOpen: boolean;
  canClose: boolean;
  char: string;
  count: number;
  units: Unit[];
}

interface Unit {
  type: 'bold' | 'italic' | 'strike' | 'plain';
  size: number;
  /** Set on a closing unit: what it closes. */
  opener?: Unit;
  /** Where the marked text starts; set when an opener is reached in the end. */
  start?: number;
  isMatched?: boolean;
}

interface Opener {
  unit: Unit;
  delimiter: Delimiter;
}

type Piece = RichText | Delimiter;

/** More marks than this, begun and not ended, are none: keeps the time of reading a hostile text in proportion to its length. */
const maxOpeners = 100;

const punctuation = /^[!-/:-@[-`{-~]$/;
const wordChar = /[\p{L}\p{N}]/u;

/** Reads the marks within lines: bold, italic, strike, code and links. What is no mark stays as it was typed. */
export function parseInline(source: string, withLinks = true): RichText {
  const pieces = cutPieces(source, withLinks);
  match(pieces.filter((piece) => 'units' in piece));
  return join(pieces);
}

function cutPieces(source: string, withLinks: boolean): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  let at = 0;
  const add = (piece: Piece, next: number) => {
    if (plain) pieces.push({ text: plain, marks: [] });
    plain = '';
    pieces.push(piece);
    at = next;
  };
  while (at < source.length) {
    const char = source.charAt(at);
    const found = char === '`' ? readCode(source, at) : char === '[' && withLinks ? readLink(source, at) : undefined;
    if (found) add(found.piece, found.end);
    else if (char === '\\' && punctuation.test(source.charAt(at + 1))) {
      plain += source.charAt(at + 1);
      at += 2;
    } else if (char === '*' || char === '_' || char === '~') {
      const delimiter = readDelimiter(source, at);
      add(delimiter, at + delimiter.count);
    } else {
      const length = char === '`' ? runLength(source, at) : 1;
      plain += source.slice(at, at + length);
      at += length;
    }
  }
  if (plain) pieces.push({ text: plain, marks: [] });
  return pieces;
}

function runLength(source: string, at: number): number {
  let end = at;
  while (source[end] === source[at]) end++;
  return end - at;
}

/** As many backticks close as opened; one blank on each side is there only to part them from backticks inside. */
function readCode(source: string, at: number): { piece: RichText; end: number } | undefined {
  const size = runLength(source, at);
  for (let i = at + size; i < source.length && source[i] !== '\n'; i++) {
    if (source[i] !== '`') continue;
    const closing = runLength(source, i);
    if (closing === size) {
      const inner = source.slice(at + size, i);
      const text = /^ .* $/s.test(inner) && /[^ ]/.test(inner) ? inner.slice(1, -1) : inner;
      return { piece: { text, marks: [{ type: 'code', offset: 0, length: text.length }] }, end: i + size };
    }
    i += closing - 1;
  }
  return undefined;
}

function readLink(source: string, at: number): { piece: RichText; end: number } | undefined {
  const close = scan(source, at + 1, /[[\n]/);
  if (close === undefined || source[close] !== ']' || source[close + 1] !== '(') return undefined;
  const target = readTarget(source, close + 2);
  if (!target || !isSafeLink(target.url)) return undefined;
  const inner = parseInline(source.slice(at + 1, close), false);
  if (inner.text.trim() === '') return undefined;
  const link: Mark = { type: 'link', offset: 0, length: inner.text.length, url: target.url };
  return { piece: { text: inner.text, marks: [link, ...inner.marks] }, end: target.end };
}

/** The first `]` that is not escaped, unless something comes before that can't stand in a link's words. */
function scan(source: string, from: number, forbidden: RegExp): number | undefined {
  for (let i = from; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') i++;
    else if (char === ']') return i;
    else if (forbidden.test(char)) return undefined;
  }
  return undefined;
}

/** An address up to its closing parenthesis; parentheses inside are escaped or in pairs. */
function readTarget(source: string, from: number): { url: string; end: number } | undefined {
  let url = '';
  let depth = 0;
  for (let i = from; i < source.length && url.length <= 2048; i++) {
    const char = source.charAt(i);
    if (/\s/.test(char)) return undefined;
    if (char === '\\' && punctuation.test(source.charAt(i + 1))) url += source.charAt(++i);
    else if (char === ')' && depth === 0) return { url, end: i + 1 };
    else {
      depth += char === '(' ? 1 : char === ')' ? -1 : 0;
      url += char;
    }
  }
  return undefined;
}

/** Marks open before something visible and close after it; `_` never within a word, so that snake_case stays. */
function readDelimiter(source: string, at: number): Delimiter {
  const char = source.charAt(at);
  const count = runLength(source, at);
  const before = source.charAt(at - 1);
  const after = source.charAt(at + count);
  const isInner = (neighbour: string) => char === '_' && wordChar.test(neighbour);
  return {
    char,
    count,
    canOpen: after !== '' && !/\s/.test(after) && !isInner(before),
    canClose: before !== '' && !/\s/.test(before) && !isInner(after),
    units: [],
  };
}

function match(delimiters: Delimiter[]): void {
  const openers: Opener[] = [];
  for (const delimiter of delimiters) {
    let left = delimiter.count;
    while (left > 0) {
      const unit = closeUnit(openers, delimiter, left) ?? openUnit(openers, delimiter, left) ?? { type: 'plain', size: left };
      delimiter.units.push(unit);
      left -= unit.size;
    }
  }
}

function closeUnit(openers: Opener[], delimiter: Delimiter, left: number): Unit | undefined {
  if (!delimiter.canClose) return undefined;
  const fitting = openers.filter((one) => one.delimiter.char === delimiter.char && one.delimiter !== delimiter && one.unit.size <= left);
  const last = fitting.at(-1);
  const bold = fitting.findLast(({ unit }) => unit.type === 'bold');
  // Two of them after an italic mean bold: they end one that is open, or begin one.
  const isBoldMeant = left === 2 && last?.unit.type === 'italic';
  if (isBoldMeant && !bold && delimiter.canOpen) return undefined;
  const chosen = isBoldMeant && bold ? bold : last;
  if (!chosen) return undefined;
  const place = openers.indexOf(chosen);
  // `***a** b*`: both began at once, so the italic goes on; any other mark begun inside and not ended is no mark.
  const isTwin = openers[place + 1] === last && last?.delimiter === chosen.delimiter && openers.length === place + 2;
  openers.splice(place, isTwin ? 1 : openers.length);
  chosen.unit.isMatched = true;
  return { type: chosen.unit.type, size: chosen.unit.size, opener: chosen.unit };
}

function openUnit(openers: Opener[], delimiter: Delimiter, left: number): Unit | undefined {
  if (!delimiter.canOpen || (delimiter.char === '~' && left < 2)) return undefined;
  const type = delimiter.char === '~' ? 'strike' : left >= 2 ? 'bold' : 'italic';
  const unit: Unit = { type, size: type === 'italic' ? 1 : 2 };
  openers.push({ unit, delimiter });
  if (openers.length > maxOpeners) openers.shift();
  return unit;
}

function join(pieces: Piece[]): RichText {
  const marks: Mark[] = [];
  let text = '';
  for (const piece of pieces) {
    if ('units' in piece) {
      for (const unit of piece.units) {
        if (unit.opener) addMark(marks, unit.opener, text.length);
        else if (unit.isMatched) unit.start = text.length;
        else text += piece.char.repeat(unit.size);
      }
    } else {
      for (const mark of piece.marks) marks.push({ ...mark, offset: mark.offset + text.length });
      text += piece.text;
    }
  }
  return { text, marks };
}

function addMark(marks: Mark[], opener: Unit, end: number): void {
  const offset = opener.start ?? end;
  if (opener.type !== 'plain') marks.push({ type: opener.type, offset, length: end - offset });
}
