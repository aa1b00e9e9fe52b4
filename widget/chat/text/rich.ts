import { html, type TemplateResult } from 'lit/html.js';
import { layOut, type CharMarks, type Line } from '../../../bots/contract/rich-text-marks.ts';
import { parseMarkdown } from '../../../bots/contract/rich-text.ts';
import { link, linked } from './linked.ts';

/** Draws the closed Markdown subset as nodes: no text of anybody ever becomes markup. */
export function rich(markdown: string): TemplateResult {
  const { text, marks } = parseMarkdown(markdown);
  const { lines, chars } = layOut({ text, marks });
  return html`${groupsOf(lines).map((group) => {
    const inner = group.lines.map((line, index) => html`${index > 0 ? '\n' : ''}${spans(text, chars, line)}`);
    if (group.pre) return html`<pre tabindex="0">${text.slice(group.lines[0]?.start, group.lines.at(-1)?.end)}</pre>`;
    return group.quoted ? html`<blockquote>${inner}</blockquote>` : html`<div>${inner}</div>`;
  })}`;
}

interface Group {
  quoted: boolean;
  pre: boolean;
  lines: Line[];
}

function groupsOf(lines: readonly Line[]): Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.quoted === line.quoted && last.pre === line.pre) last.lines.push(line);
    else groups.push({ quoted: line.quoted, pre: line.pre, lines: [line] });
  }
  return groups;
}

function spans(text: string, chars: readonly CharMarks[], { start, end }: Line): unknown[] {
  const drawn: unknown[] = [];
  for (let at = start; at < end;) {
    let to = at + 1;
    while (to < end && looksSame(chars[at], chars[to])) to += 1;
    drawn.push(draw(text.slice(at, to), chars[at]));
    at = to;
  }
  return drawn;
}

function draw(words: string, marks: CharMarks | undefined): unknown {
  if (!marks) return linked(words);
  let drawn: unknown = marks.link || marks.code ? words : linked(words);
  if (marks.code) drawn = html`<code>${drawn}</code>`;
  if (marks.bold) drawn = html`<b>${drawn}</b>`;
  if (marks.italic) drawn = html`<i>${drawn}</i>`;
  if (marks.strike) drawn = html`<s>${drawn}</s>`;
  return marks.link ? link(marks.link, drawn) : drawn;
}

function looksSame(one: CharMarks | undefined, other: CharMarks | undefined): boolean {
  return (['bold', 'italic', 'strike', 'code', 'link'] as const).every((mark) => one?.[mark] === other?.[mark]);
}
