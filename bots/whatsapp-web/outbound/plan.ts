import type { OutboundAttachment, OutboundMessage } from '../../contract/outbound.ts';
import type { RichText } from '../../contract/rich-text-marks.ts';
import { parseMarkdown } from '../../contract/rich-text.ts';
import { splitForWhatsApp, toWhatsApp } from '../../kit/whatsapp-text.ts';
import { maxCaptionLength, maxTextLength } from '../limits.ts';

/** One message at WhatsApp. */
export type Piece =
  { type: 'text'; text: string } | { type: 'file'; attachment: OutboundAttachment; caption?: string } | { type: 'location' };

/** What a caption can stand under. */
const captioned = new Set(['image', 'video', 'document']);

/** The messages that make up ours, the same on every try: words go under the first file that takes them, else before the files. */
export function planMessage(message: OutboundMessage): Piece[] {
  const rich = wordsOf(message);
  const files = message.attachments.map((attachment): Extract<Piece, { type: 'file' }> => ({ type: 'file', attachment }));
  const places: Piece[] = message.location ? [{ type: 'location' }] : [];
  const caption = toWhatsApp(rich);
  const holder = files.find(({ attachment }) => captioned.has(attachment.kind));
  if (holder && caption.trim() !== '' && caption.length <= maxCaptionLength) {
    holder.caption = caption;
    return [...files, ...places];
  }
  const texts = splitForWhatsApp(rich, maxTextLength).map((text): Piece => ({ type: 'text', text }));
  return [...texts, ...files, ...places];
}

/** The words with their marks. Buttons are not delivered on WhatsApp Web: should some come all the same, they are lines of the text. */
function wordsOf({ text, format, buttons = [] }: OutboundMessage): RichText {
  const rich: RichText = format === 'markdown' ? parseMarkdown(text) : { text, marks: [] };
  if (buttons.length === 0) return rich;
  const lines = buttons.map((button, place) => `${place + 1}. ${button.title}${'url' in button ? `: ${button.url}` : ''}`);
  return { text: [rich.text, lines.join('\n')].filter(Boolean).join('\n\n'), marks: rich.marks };
}
