import type { MessageEntity } from 'grammy/types';
import type { TextFormat } from '../../contract/content.ts';
import type { Mark } from '../../contract/rich-text-marks.ts';
import { parseMarkdown, toMarkdown } from '../../contract/rich-text.ts';
import type { Styled } from './entities.ts';

/** Telegram's names of our marks. */
const entityTypes = { bold: 'bold', italic: 'italic', strike: 'strikethrough', code: 'code', pre: 'pre', quote: 'blockquote' } as const;

const markTypes: Partial<Record<MessageEntity['type'], Mark['type']>> = {
  bold: 'bold',
  italic: 'italic',
  strikethrough: 'strike',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  text_link: 'link',
};

/** A message's words with Telegram's entities. */
export function toStyled(text: string, format: TextFormat): Styled {
  if (format === 'plain') return { text, entities: [] };
  const rich = parseMarkdown(text);
  return { text: rich.text, entities: rich.marks.flatMap(toEntity) };
}

/** A Telegram text as ours: plain, or Markdown when it carries marks we know. `skipped` units at its start are left out. */
export function fromEntities(text: string, entities: MessageEntity[], skipped: number): { text: string; format: TextFormat } {
  const rest = text.slice(skipped);
  const marks = entities.flatMap((entity): Mark[] => {
    const type = markTypes[entity.type];
    const offset = Math.max(0, entity.offset - skipped);
    const length = entity.offset + entity.length - skipped - offset;
    if (!type || length <= 0) return [];
    return [{ type, offset, length, ...(entity.type === 'text_link' ? { url: entity.url } : {}) }];
  });
  return marks.length === 0 ? { text: rest, format: 'plain' } : { text: toMarkdown({ text: rest, marks }), format: 'markdown' };
}

function toEntity({ type, offset, length, url }: Mark): MessageEntity[] {
  if (length <= 0) return [];
  if (type !== 'link') return [{ type: entityTypes[type], offset, length }];
  // Telegram links only to web addresses; others stay words.
  return url && /^https?:/i.test(url) ? [{ type: 'text_link', offset, length, url }] : [];
}
