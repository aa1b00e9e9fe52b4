import { badRequest } from '../api-error.ts';
import type { Entity } from '../wire.ts';
import type { Formatted } from './entities.ts';

const fail = (text: string): Error => badRequest(`can't parse entities: ${text}`);

/** The marks of one dialect, longest first, and what has to be escaped in it. */
interface Dialect {
  marks: readonly [string, string][];
  reserved: RegExp | null;
  escapable: RegExp;
}

const version2: Dialect = {
  marks: [
    ['__', 'underline'],
    ['||', 'spoiler'],
    ['*', 'bold'],
    ['_', 'italic'],
    ['~', 'strikethrough'],
  ],
  reserved: /[_*[\]()~`>#+\-=|{}.!]/,
  // MarkdownV2 lets any ASCII character be escaped.
  escapable: /[\u0001-\u007e]/,
};
const legacy: Dialect = {
  marks: [
    ['*', 'bold'],
    ['_', 'italic'],
  ],
  reserved: null,
  escapable: /[_*`[]/,
};

interface OpenMark {
  mark: string;
  type: string;
  start: number;
  sourceOffset: number;
}

/** Turns parse_mode MarkdownV2 (or the old Markdown) into text and entities, or refuses it with Telegram's words. */
export function parseMarkdown(source: string, version: 1 | 2): Formatted {
  const dialect = version === 2 ? version2 : legacy;
  const entities: Entity[] = [];
  const open: OpenMark[] = [];
  let text = '';
  let at = 0;
  const add = (type: string, start: number, extra: Partial<Entity> = {}): void => {
    if (text.length > start) entities.push({ type, offset: start, length: text.length - start, ...extra });
  };
  while (at < source.length) {
    const char = source.charAt(at);
    if (char === '\\' && dialect.escapable.test(source.charAt(at + 1))) {
      text += source.charAt(at + 1);
      at += 2;
    } else if (char === '`') {
      const start = text.length;
      const code = readCode(source, at);
      text += code.text;
      at = code.end;
      add(code.isBlock ? 'pre' : 'code', start, code.language ? { language: code.language } : {});
    } else if (char === '[' && !open.some(({ mark }) => mark === '[')) {
      open.push({ mark: '[', type: 'text_link', start: text.length, sourceOffset: at });
      at += 1;
    } else if (char === ']' && open.at(-1)?.mark === '[') {
      const start = open.pop()?.start ?? 0;
      const link = readLink(source, at + 1);
      add('text_link', start, { url: link.url });
      at = link.end;
    } else {
      const [mark, type] = dialect.marks.find(([candidate]) => source.startsWith(candidate, at)) ?? [];
      if (mark !== undefined && type !== undefined) {
        const last = open.at(-1);
        if (last?.mark === mark) {
          open.pop();
          add(type, last.start);
        } else open.push({ mark, type, start: text.length, sourceOffset: at });
        at += mark.length;
      } else {
        if (dialect.reserved?.test(char) && !(char === '>' && isLineStart(source, at))) {
          throw fail(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
        }
        if (char !== '>' || !dialect.reserved) text += char;
        at += 1;
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) {
    const offset = Buffer.byteLength(source.slice(0, unclosed.sourceOffset));
    throw fail(`Can't find end of ${nameOf(unclosed.type)} entity at byte offset ${offset}`);
  }
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const nameOf = (type: string): string =>
  type
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
const isLineStart = (source: string, at: number): boolean => at === 0 || source.charAt(at - 1) === '\n';

function readCode(source: string, at: number): { text: string; end: number; isBlock: boolean; language?: string | undefined } {
  const isBlock = source.startsWith('```', at);
  const fence = isBlock ? '```' : '`';
  let end = at + fence.length;
  let text = '';
  while (end < source.length && !source.startsWith(fence, end)) {
    if (source.charAt(end) === '\\' && /[`\\]/.test(source.charAt(end + 1))) end++;
    text += source.charAt(end);
    end++;
  }
  if (end >= source.length) {
    throw fail(`Can't find end of ${isBlock ? 'Pre' : 'Code'} entity at byte offset ${Buffer.byteLength(source.slice(0, at))}`);
  }
  const language = isBlock ? /^([A-Za-z0-9_+-]+)\n/.exec(text)?.[1] : undefined;
  const content = language ? text.slice(language.length + 1) : text.replace(/^\n/, '');
  return { text: isBlock ? content : text, end: end + fence.length, isBlock, language };
}

function readLink(source: string, at: number): { url: string; end: number } {
  if (source.charAt(at) !== '(') throw fail("Character ']' is reserved and must be escaped with the preceding '\\'");
  let end = at + 1;
  let url = '';
  while (end < source.length && source.charAt(end) !== ')') {
    if (source.charAt(end) === '\\') end++;
    url += source.charAt(end);
    end++;
  }
  if (end >= source.length) throw fail(`Can't find end of a URL at byte offset ${Buffer.byteLength(source.slice(0, at))}`);
  return { url, end: end + 1 };
}
