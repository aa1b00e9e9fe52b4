import { badRequest } from '../api-error.ts';
import type { Entity } from '../wire.ts';

/** Text with its formatting. */
export interface Formatted {
  text: string;
  entities: Entity[];
}

const patterns: readonly [string, RegExp][] = [
  ['url', /\bhttps?:\/\/[^\s<>"]+[^\s<>".,!?;:)\]]/giu],
  ['email', /\b[\w.+-]+@[\w-]+\.[\w.-]*\w\b/gu],
  ['bot_command', /(?<![\w/@])\/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?/gu],
  ['mention', /(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{3,31}/gu],
  ['hashtag', /(?<![\w#])#[\p{L}_][\p{L}\p{N}_]*/gu],
];

/** Adds what Telegram finds by itself: links, addresses, commands, mentions, hashtags, wherever no given entity lies. */
export function detectEntities({ text, entities }: Formatted): Entity[] {
  const found = [...entities];
  if (!/[/@#]/.test(text)) return found;
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const candidate = { type, offset: match.index, length: match[0].length };
      if (!found.some((entity) => overlaps(entity, candidate) && blocksDetection(entity))) found.push(candidate);
    }
  }
  return found.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

const overlaps = (a: Entity, b: Entity): boolean => a.offset < b.offset + b.length && b.offset < a.offset + a.length;
const styling = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote', 'expandable_blockquote']);
const blocksDetection = ({ type }: Entity): boolean => !styling.has(type);

/** Refuses entities that lie outside the text or cut a character in two. */
export function checkEntities({ text, entities }: Formatted): void {
  for (const { offset, length } of entities) {
    const isInside = Number.isInteger(offset) && Number.isInteger(length) && offset >= 0 && length > 0 && offset + length <= text.length;
    if (!isInside) throw badRequest('ENTITY_BOUNDS_INVALID');
    if (splitsCharacter(text, offset) || splitsCharacter(text, offset + length)) throw badRequest('ENTITY_BOUNDS_INVALID');
  }
}

const splitsCharacter = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');

/** Cuts white space at both ends, as Telegram does, and moves the entities along. */
export function trimFormatted({ text, entities }: Formatted): Formatted {
  const trimmed = text.trim();
  if (trimmed.length === text.length) return { text, entities };
  const shift = text.length - text.trimStart().length;
  const moved = entities.map((entity) => {
    const start = Math.max(0, entity.offset - shift);
    const end = Math.min(trimmed.length, entity.offset + entity.length - shift);
    return { ...entity, offset: start, length: end - start };
  });
  return { text: trimmed, entities: moved.filter(({ length }) => length > 0) };
}
