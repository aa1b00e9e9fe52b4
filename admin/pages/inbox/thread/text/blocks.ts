import { layOut, type CharMarks, type Layout, type Line } from '../../../../../bots/contract/rich-text-marks.ts';
import { parseMarkdown } from '../../../../../bots/contract/rich-text.ts';

/** Words with one look. */
export interface Span {
  text: string;
  bold: boolean;
  italic: boolean;
  strike: boolean;
  code: boolean;
  url?: string | undefined;
}

/** A part of a text that stands by itself. */
export type Block =
  | { type: 'lines'; lines: Span[][] }
  | { type: 'list'; start: number | null; items: Span[][] }
  | { type: 'pre'; text: string }
  | { type: 'quote'; blocks: Block[] };

/** Reads the closed Markdown subset into what is drawn: lines, lists (`start` null: with bullets), code and quotes. */
export function readBlocks(markdown: string): Block[] {
  const rich = parseMarkdown(markdown);
  const layout = layOut(rich);
  return blocksOf(rich.text, layout, layout.lines, false);
}

function blocksOf(text: string, layout: Layout, lines: readonly Line[], isQuote: boolean): Block[] {
  const blocks: Block[] = [];
  for (const run of runsOf(lines, (line) => (line.quoted && !isQuote ? 'quote' : line.pre ? 'pre' : 'text'))) {
    const first = run.lines[0];
    const last = run.lines.at(-1);
    if (!first || !last) continue;
    if (run.kind === 'quote') blocks.push({ type: 'quote', blocks: blocksOf(text, layout, run.lines, true) });
    else if (run.kind === 'pre') blocks.push({ type: 'pre', text: text.slice(first.start, last.end) });
    else blocks.push(...wordsOf(text, layout, run.lines));
  }
  return blocks;
}

function wordsOf(text: string, { chars }: Layout, lines: readonly Line[]): Block[] {
  return runsOf(lines, (line) => listKind(text.slice(line.start, line.end))).map(({ kind, lines: own }) => {
    if (kind === 'text') return { type: 'lines', lines: own.map(({ start, end }) => spansOf(text, chars, start, end)) };
    const signOf = ({ start, end }: Line) => listSign.exec(text.slice(start, end))?.[0] ?? '';
    return {
      type: 'list',
      start: kind === 'bullets' ? null : Number.parseInt(signOf(own[0] ?? { start: 0, end: 0, quoted: false, pre: false }), 10),
      items: own.map((line) => spansOf(text, chars, line.start + signOf(line).length, line.end)),
    };
  });
}

const listSign = /^\s*(?:•|\d{1,9}[.)]) /;

function listKind(line: string): 'bullets' | 'numbers' | 'text' {
  const sign = listSign.exec(line)?.[0];
  if (sign === undefined) return 'text';
  return sign.includes('•') ? 'bullets' : 'numbers';
}

function runsOf<Kind extends string>(lines: readonly Line[], kindOf: (line: Line) => Kind): { kind: Kind; lines: Line[] }[] {
  const runs: { kind: Kind; lines: Line[] }[] = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs;
}

function spansOf(text: string, chars: readonly CharMarks[], start: number, end: number): Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end; at += 1) {
    const marks = chars[at];
    const last = spans.at(-1);
    const sign = text[at] ?? '';
    if (last && marks && looksSame(last, marks)) last.text += sign;
    else
      spans.push({
        text: sign,
        bold: marks?.bold ?? false,
        italic: marks?.italic ?? false,
        strike: marks?.strike ?? false,
        code: marks?.code ?? false,
        url: marks?.link,
      });
  }
  return spans;
}

function looksSame(span: Span, marks: CharMarks): boolean {
  return (
    span.bold === marks.bold &&
    span.italic === marks.italic &&
    span.strike === marks.strike &&
    span.code === marks.code &&
    span.url === marks.link
  );
}
