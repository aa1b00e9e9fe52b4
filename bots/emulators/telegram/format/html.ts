import { badRequest } from '../api-error.ts';
import type { Entity } from '../wire.ts';
import type { Formatted } from './entities.ts';

const types: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
};
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  name: string;
  attributes: string;
  start: number;
}

const fail = (text: string): Error => badRequest(`can't parse entities: ${text}`);

/** Turns parse_mode HTML into text and entities, or refuses it with Telegram's words. */
export function parseHtml(source: string): Formatted {
  const entities: Entity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  const token = /<(\/?)([^\s>/]*)([^>]*)>|&(#x?[0-9a-f]+|[a-z]+);|</giu;
  let at = 0;
  for (const match of source.matchAll(token)) {
    text += source.slice(at, match.index);
    at = match.index + match[0].length;
    const [whole, slash, tag, attributes = '', reference] = match;
    if (reference !== undefined) text += decodeReference(reference) ?? whole;
    else if (tag === undefined) throw fail(`Unclosed start tag at byte offset ${byteOffset(source, match.index)}`);
    else if (slash) closeTag(tag.toLowerCase(), open, text, entities, byteOffset(source, match.index));
    else open.push(openTag(tag.toLowerCase(), attributes, text.length, byteOffset(source, match.index)));
  }
  text += source.slice(at);
  const unclosed = open.at(-1);
  if (unclosed) throw fail(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const byteOffset = (source: string, index: number): number => Buffer.byteLength(source.slice(0, index));

function openTag(name: string, attributes: string, start: number, offset: number): OpenTag {
  const isSpoilerSpan = name !== 'span' || /class\s*=\s*["']?tg-spoiler/.test(attributes);
  if (!types[name]) throw fail(`Unsupported start tag "${name}" at byte offset ${offset}`);
  if (!isSpoilerSpan) throw fail(`Tag "span" must have class "tg-spoiler" at byte offset ${offset}`);
  return { name, attributes, start };
}

function closeTag(name: string, open: OpenTag[], text: string, entities: Entity[], offset: number): void {
  const tag = open.pop();
  if (!tag) throw fail(`Unexpected end tag at byte offset ${offset}`);
  if (tag.name !== name) throw fail(`Unmatched end tag at byte offset ${offset}, expected "</${tag.name}>", found "</${name}>"`);
  const length = text.length - tag.start;
  if (length === 0) return;
  const entity: Entity = { type: types[name] ?? name, offset: tag.start, length };
  if (name === 'a') {
    const url = attribute(tag.attributes, 'href');
    if (!url) return;
    entity.url = url;
  }
  if (name === 'blockquote' && /\bexpandable\b/.test(tag.attributes)) entity.type = 'expandable_blockquote';
  if (name === 'tg-emoji') entity.custom_emoji_id = attribute(tag.attributes, 'emoji-id');
  const last = entities.at(-1);
  if (name === 'pre' && last?.type === 'code' && last.offset === entity.offset && last.length === length) {
    entities.pop();
    entity.language = last.language;
  }
  if (name === 'code') entity.language = attribute(tag.attributes, 'class')?.replace(/^language-/, '');
  entities.push(entity);
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value?.replace(/&(#x?[0-9a-f]+|[a-z]+);/giu, (whole, reference: string) => decodeReference(reference) ?? whole);
}

function decodeReference(reference: string): string | undefined {
  if (!reference.startsWith('#')) return named[reference.toLowerCase()];
  const isHex = reference[1]?.toLowerCase() === 'x';
  const code = Number.parseInt(reference.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
