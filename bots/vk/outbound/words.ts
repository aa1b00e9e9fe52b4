import type { OutboundMessage } from '../../contract/outbound.ts';
import type { RichText } from '../../contract/rich-text-marks.ts';
import { parseMarkdown } from '../../contract/rich-text.ts';

/** A message's words with the marks VK has. Links are written out: not every app of VK shows an address behind words. */
export function richOf({ text, format }: Pick<OutboundMessage, 'text' | 'format'>): RichText {
  return format === 'markdown' ? spellOutLinks(parseMarkdown(text)) : { text, marks: [] };
}

/** The parameters of a text. */
export function wordsOf({ text, marks }: RichText): { message: string; format_data?: string } {
  const items = marks.flatMap(({ type, offset, length }) => (type === 'bold' || type === 'italic' ? [{ type, offset, length }] : []));
  return { message: text, ...(items.length > 0 && { format_data: JSON.stringify({ version: 1, items }) }) };
}

/** An address is written out behind its words, unless they are the address. */
function spellOutLinks(rich: RichText): RichText {
  const links = rich.marks.filter(({ type, url }) => type === 'link' && url !== undefined);
  return links.toReversed().reduce((spelled, { offset, length, url = '' }) => {
    const address = url.replace(/^(?:mailto|tel):/i, '');
    const end = offset + length;
    if (spelled.text.slice(offset, end).includes(address.replace(/\/$/, ''))) return spelled;
    const added = ` (${address})`;
    const marks = spelled.marks.map((one) => {
      if (one.offset >= end) return { ...one, offset: one.offset + added.length };
      return one.offset + one.length > end ? { ...one, length: one.length + added.length } : one;
    });
    return { text: spelled.text.slice(0, end) + added + spelled.text.slice(end), marks };
  }, rich);
}
