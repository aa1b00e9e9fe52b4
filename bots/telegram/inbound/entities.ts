import { z } from 'zod';
import type { TextFormat } from '../../contract/content.ts';
import { canonicalMarks } from '../../contract/rich-text-marks.ts';
import type { Mark } from '../../contract/rich-text-marks.ts';
import { toMarkdown } from '../../contract/rich-text.ts';

/** A stretch of Telegram's text, in UTF-16 units. */
export const messageEntity = z.object({ type: z.string(), offset: z.number(), length: z.number(), url: z.string().optional() });
export type MessageEntity = z.infer<typeof messageEntity>;

/** Telegram's entities that are marks of ours; others (mentions, spoilers, custom emoji) stay the plain text they cover. */
const markTypes: Record<string, Mark['type']> = {
  bold: 'bold',
  italic: 'italic',
  strikethrough: 'strike',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  text_link: 'link',
};

/** Text with its entities as Markdown, or plain when there is nothing to mark. */
export function toText(text: string, entities: MessageEntity[]): { text: string; format: TextFormat } {
  const marks = canonicalMarks({ text, marks: entities.flatMap(toMark) });
  return marks.length > 0 ? { text: toMarkdown({ text, marks }), format: 'markdown' } : { text, format: 'plain' };
}

function toMark({ type, offset, length, url }: MessageEntity): Mark[] {
  const known = Object.hasOwn(markTypes, type) ? markTypes[type] : undefined;
  return known ? [{ type: known, offset, length, ...(known === 'link' && url !== undefined && { url }) }] : [];
}
