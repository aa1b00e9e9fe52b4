import type { Line } from '../contract/rich-text-marks.ts';
import { charAt, layOut } from '../contract/rich-text-marks.ts';
import type { RichText } from '../contract/rich-text-marks.ts';
import { splitText } from './split-text.ts';

const styles = ['strike', 'bold', 'italic'] as const;
type Style = (typeof styles)[number];
const signs: Record<Style, string> = { strike: '~', bold: '*', italic: '_' };
type Layout = ReturnType<typeof layOut>;

/** Text in WhatsApp's own signs: `*bold*`, `_italic_`, `~strike~`, `` `code` ``, fenced code, `> quote`; a link's address stands behind its words. */
export function toWhatsApp(rich: RichText): string {
  const layout = layOut(rich);
  const written: string[] = [];
  for (let at = 0; at < layout.lines.length; at += 1) {
    const line = layout.lines[at];
    if (!line) continue;
    if (!line.pre) {
      written.push(quoted(line, writeLine(rich, layout, line)));
      continue;
    }
    const end = layout.lines.findIndex((other, place) => place > at && !other.pre);
    const block = layout.lines.slice(at, end === -1 ? undefined : end);
    written.push(`\`\`\`${block.map((one) => rich.text.slice(one.start, one.end)).join('\n')}\`\`\``);
    at += block.length - 1;
  }
  return written.join('\n');
}

/** The same in parts of at most `limit` characters, signs included. */
export function splitForWhatsApp(rich: RichText, limit: number): string[] {
  // Signs and addresses make a text longer than it was: then it is cut smaller.
  for (let size = limit; size > 1; size = Math.floor(size * 0.7)) {
    const parts = splitText(rich, size).map(toWhatsApp);
    if (parts.every((part) => part.length <= limit)) return parts;
  }
  return splitText({ text: toWhatsApp(rich), marks: [] }, limit).map(({ text }) => text);
}

function quoted({ quoted: isQuoted }: Line, words: string): string {
  return isQuoted ? `> ${words}` : words;
}

/** One line with its signs. They stand next to something visible, since WhatsApp takes a sign beside a blank for itself. */
function writeLine({ text, marks }: RichText, { chars }: Layout, line: Line): string {
  let written = '';
  let open: (Style | 'code')[] = [];
  let blanks = '';
  const close = (from: number) => {
    written += open.slice(from).toReversed().map(signOf).join('');
    open = open.slice(0, from);
  };
  for (let at = line.start; at < line.end; at += 1) {
    const char = text.charAt(at);
    const on = charAt(chars, at);
    if (/\s/.test(char) && !on.code) blanks += char;
    else {
      const wanted: (Style | 'code')[] = on.code ? ['code'] : styles.filter((style) => on[style]);
      const kept = open.findIndex((style, place) => wanted[place] !== style);
      close(kept === -1 ? open.length : kept);
      written += blanks + wanted.slice(open.length).map(signOf).join('') + char;
      open = wanted;
      blanks = '';
    }
    const link = on.link;
    if (link === undefined || chars[at + 1]?.link === link) continue;
    const begun = marks.findLast(({ type, offset, url }) => type === 'link' && url === link && offset <= at)?.offset ?? at;
    const address = link.replace(/^(?:mailto|tel):/i, '');
    if (text.slice(begun, at + 1).includes(address)) continue;
    close(0);
    written += ` (${address})`;
  }
  close(0);
  return written + blanks;
}

function signOf(style: Style | 'code'): string {
  return style === 'code' ? '`' : signs[style];
}
