import { badRequest } from '../api-error.ts';
import type { Entity } from '../wire.ts';
import { checkEntities, detectEntities, trimFormatted, type Formatted } from './entities.ts';
import { parseHtml } from './html.ts';
import { parseMarkdown } from './markdown.ts';

/** Longest text and caption after entities are parsed, in UTF-16 units. */
const maxText = 4096;
const maxCaption = 1024;

/** Text as a bot sends it: plain, with entities, or in a parse mode. */
export interface RawText {
  text: string;
  parseMode?: string | undefined;
  entities?: Entity[] | undefined;
}

/** Reduces what a bot sent to text and entities, checked and trimmed. */
export function readFormatted({ text, parseMode, entities = [] }: RawText): Formatted {
  const parsed = parseIn(parseMode, text, entities);
  checkEntities(parsed);
  const trimmed = trimFormatted(parsed);
  return { text: trimmed.text, entities: detectEntities(trimmed) };
}

function parseIn(mode: string | undefined, text: string, entities: Entity[]): Formatted {
  switch (mode?.toLowerCase()) {
    case undefined:
    case '':
      return { text, entities };
    case 'html':
      return parseHtml(text);
    case 'markdownv2':
      return parseMarkdown(text, 2);
    case 'markdown':
      return parseMarkdown(text, 1);
    default:
      throw badRequest(`unsupported parse_mode`);
  }
}

/** A message's text: not empty, at most 4096. */
export function readText(raw: RawText): Formatted {
  const formatted = readFormatted(raw);
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > maxText) throw badRequest('message is too long');
  return formatted;
}

/** A caption: at most 1024. */
export function readCaption(raw: RawText): Formatted {
  const formatted = readFormatted(raw);
  if (formatted.text.length > maxCaption) throw badRequest('message caption is too long');
  return formatted;
}
