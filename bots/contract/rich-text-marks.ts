/** A mark on a stretch of text; offsets and lengths in UTF-16 units, as JavaScript and Telegram count. */
export interface Mark {
  type: 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' | 'link';
  offset: number;
  length: number;
  /** Only of a link: http, https, mailto or tel. */
  url?: string;
}

/** Text and its marks: the one canonical form, from which each channel renders its own. */
export interface RichText {
  text: string;
  marks: Mark[];
}

/** One line of a text: where it starts, where it ends before its line break, and what covers all of it. */
export interface Line {
  start: number;
  end: number;
  quoted: boolean;
  pre: boolean;
}

/** What lies on one character. */
export interface CharMarks {
  bold: boolean;
  italic: boolean;
  strike: boolean;
  code: boolean;
  pre: boolean;
  link: string | undefined;
}

/** A text laid out for reading its marks line by line and character by character. */
export interface Layout {
  lines: Line[];
  chars: CharMarks[];
}

const linkPattern = /^(?:https?|mailto|tel):[^\s\p{Cc}]+$/iu;

/** True for an address that may stand behind a link: http, https, mailto or tel, without blanks, at most 2,048 characters. */
export function isSafeLink(url: string): boolean {
  return url.length <= 2048 && linkPattern.test(url) && (!/^http/i.test(url) || URL.canParse(url));
}

/**
 * The one form of several that look the same: quotes and pre cover whole lines, code and links stay within a line, bold, italic and strike begin
 * and end at something visible and span the blanks between, nothing lies on code, equal neighbours are one. The text is never changed.
 */
export function canonicalMarks({ text, marks }: RichText): Mark[] {
  const { lines, chars } = layOut({ text, marks });
  const found: Mark[] = [...lineRuns(lines, 'quoted', 'quote'), ...lineRuns(lines, 'pre', 'pre')];
  for (const type of ['link', 'strike', 'bold', 'italic', 'code'] as const) found.push(...charRuns(chars, type));
  return found.sort((a, b) => a.offset - b.offset || b.length - a.length || typeOrder.indexOf(a.type) - typeOrder.indexOf(b.type));
}

const typeOrder: Mark['type'][] = ['quote', 'pre', 'link', 'strike', 'bold', 'italic', 'code'];

/** Says for every line and character what lies on it, by the rules of `canonicalMarks`. */
export function layOut({ text, marks }: RichText): Layout {
  const lines = linesOf(text);
  const chars = Array.from({ length: text.length }, emptyChar);
  const inText = marks.map((mark) => clamp(mark, text.length)).filter((mark) => mark.length > 0);
  for (const mark of inText.filter(({ type }) => type === 'quote')) coverLines(lines, mark, 'quoted');
  const inlinePre = inText.filter(({ type }) => type === 'pre').flatMap((mark) => placePre(text, lines, mark));
  dropEmptyEdges(lines);
  for (const line of lines) if (line.pre) for (let i = line.start; i < line.end; i++) charAt(chars, i).pre = true;
  placeLinks(text, chars, inText);
  for (const mark of [...inText.filter(({ type }) => type === 'code'), ...inlinePre]) placeCode(text, chars, mark);
  for (const type of ['bold', 'italic', 'strike'] as const) placeStyle(text, chars, inText, type);
  return { lines, chars };
}

function emptyChar(): CharMarks {
  return { bold: false, italic: false, strike: false, code: false, pre: false, link: undefined };
}

/** What lies on the character at a place that is known to be inside the text. */
export function charAt(chars: CharMarks[], index: number): CharMarks {
  const char = chars[index];
  if (!char) throw new RangeError(`No character at ${index}`);
  return char;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((words) => {
    const line = { start, end: start + words.length, quoted: false, pre: false };
    start = line.end + 1;
    return line;
  });
}

function clamp(mark: Mark, length: number): Mark {
  const offset = Math.min(Math.max(0, Math.trunc(mark.offset)), length);
  const end = Math.min(Math.max(offset, Math.trunc(mark.offset + mark.length)), length);
  return { ...mark, offset, length: end - offset };
}

/** A line is covered when a part of it is; an empty one when its line break is. */
function coverLines(lines: Line[], mark: Mark, flag: 'quoted' | 'pre'): void {
  const end = mark.offset + mark.length;
  for (const line of lines) if (line.start < end && mark.offset < Math.max(line.end, line.start + 1)) line[flag] = true;
}

/** Whole lines become pre; anything less is code, since a block can't stand within a line. */
function placePre(text: string, lines: Line[], mark: Mark): Mark[] {
  let { offset } = mark;
  let end = offset + mark.length;
  while (offset < end && text[offset] === '\n') offset++;
  while (end > offset && text[end - 1] === '\n') end--;
  const trimmed: Mark = { type: 'code', offset, length: end - offset };
  const isBlock = (offset === 0 || text[offset - 1] === '\n') && (end === text.length || text[end] === '\n');
  if (!isBlock) return [trimmed];
  if (trimmed.length > 0) coverLines(lines, trimmed, 'pre');
  return [];
}

/** Empty lines at the edge of what they lie in are not marked; what is pre ends at the edge of a quote, too, where one fence ends and another begins. */
function dropEmptyEdges(lines: Line[]): void {
  for (const flag of ['quoted', 'pre'] as const) {
    for (const inOrder of [lines, lines.toReversed()]) {
      let before: Line | undefined;
      for (const line of inOrder) {
        const isInside = before?.[flag] === true && (flag === 'quoted' || before.quoted === line.quoted);
        if (!isInside && line.start === line.end) line[flag] = false;
        before = line;
      }
    }
  }
}

function placeLinks(text: string, chars: CharMarks[], marks: Mark[]): void {
  for (const mark of marks) {
    if (mark.type !== 'link' || mark.url === undefined || !isSafeLink(mark.url)) continue;
    for (let i = mark.offset; i < mark.offset + mark.length; i++) {
      const char = charAt(chars, i);
      if (text[i] !== '\n' && !char.pre) char.link ??= mark.url;
    }
  }
  for (const run of charRuns(chars, 'link')) trimLink(text, chars, run);
}

function trimLink(text: string, chars: CharMarks[], run: Mark): void {
  const isBlankAt = (i: number) => /\s/.test(text.charAt(i));
  let end = run.offset + run.length;
  for (let i = run.offset; i < end && isBlankAt(i); i++) charAt(chars, i).link = undefined;
  while (end > run.offset && isBlankAt(end - 1)) charAt(chars, --end).link = undefined;
}

function placeCode(text: string, chars: CharMarks[], mark: Mark): void {
  for (let i = mark.offset; i < mark.offset + mark.length; i++) {
    const char = charAt(chars, i);
    char.code ||= text[i] !== '\n' && !char.pre && char.link === undefined;
  }
}

function placeStyle(text: string, chars: CharMarks[], marks: Mark[], type: 'bold' | 'italic' | 'strike'): void {
  for (const mark of marks) {
    if (mark.type !== type) continue;
    for (let i = mark.offset; i < mark.offset + mark.length; i++) {
      const char = charAt(chars, i);
      char[type] = !char.code && !char.pre;
    }
  }
  let blanks: CharMarks[] = [];
  let isOn = false;
  for (const [i, char] of chars.entries()) {
    if (!char.code && !char.pre && /\s/.test(text.charAt(i))) {
      blanks.push(char);
      continue;
    }
    for (const blank of blanks) blank[type] = isOn && char[type];
    blanks = [];
    isOn = char[type];
  }
  for (const blank of blanks) blank[type] = false;
}

function lineRuns(lines: Line[], flag: 'quoted' | 'pre', type: Mark['type']): Mark[] {
  const runs: Mark[] = [];
  let isInside = false;
  for (const line of lines) {
    const last = runs.at(-1);
    if (line[flag] && isInside && last) last.length = line.end - last.offset;
    else if (line[flag]) runs.push({ type, offset: line.start, length: line.end - line.start });
    isInside = line[flag];
  }
  return runs;
}

function charRuns(chars: CharMarks[], type: Exclude<keyof CharMarks, 'pre'>): Mark[] {
  const runs: Mark[] = [];
  let before: string | boolean | undefined;
  for (const [offset, char] of chars.entries()) {
    const value = char[type];
    const last = runs.at(-1);
    if (value && value === before && last) last.length++;
    else if (value) runs.push({ type, offset, length: 1, ...(typeof value === 'string' && { url: value }) });
    before = value;
  }
  return runs;
}
