import type { OutboundAttachment, OutboundMessage } from '../../contract/outbound.ts';
import type { RichText } from '../../contract/rich-text-marks.ts';
import { parseMarkdown } from '../../contract/rich-text.ts';
import { maxCaptionLength, maxInteractiveLength, maxTextLength } from '../limits.ts';
import { planButtons } from './interactive.ts';
import type { ButtonPlan } from './interactive.ts';
import { mediaForm } from './media-form.ts';
import type { MediaForm } from './media-form.ts';
import { splitForWhatsApp, toWhatsApp } from '../../kit/whatsapp-text.ts';

/** One message at WhatsApp. */
export type Piece =
  | { type: 'text'; body: string }
  | { type: 'interactive'; body: string; form: NonNullable<ButtonPlan['form']> }
  | { type: 'media'; attachment: OutboundAttachment; form: MediaForm; caption?: string }
  | { type: 'location' }
  | { type: 'template' };

/** The body of buttons that came without words: WhatsApp wants one. */
const wordless = '👇';

/** The messages that make up ours, the same on every try. Buttons hang on the last one, below the words; without them words go under the first file. */
export function planMessage(message: OutboundMessage): Piece[] {
  if (message.template) return [{ type: 'template' }];
  const files = message.attachments.map((attachment): MediaPiece => ({ type: 'media', attachment, form: mediaForm(attachment) }));
  const places: Piece[] = message.location ? [{ type: 'location' }] : [];
  const plan = planButtons(message.buttons ?? [], message.messageId);
  const rich = withLines(richOf(message), plan.lines);
  if (plan.form) return [...files, ...places, ...withForm(rich, plan.form)];
  const caption = toWhatsApp(rich);
  const holder = files.find(({ form }) => form === 'image' || form === 'video' || form === 'document');
  if (holder && caption.trim() !== '' && caption.length <= maxCaptionLength) {
    holder.caption = caption;
    return [...files, ...places];
  }
  const texts = splitForWhatsApp(rich, maxTextLength).map((body): Piece => ({ type: 'text', body }));
  return [...texts, ...files, ...places];
}

type MediaPiece = Extract<Piece, { type: 'media' }>;

function richOf({ text, format }: OutboundMessage): RichText {
  return format === 'markdown' ? parseMarkdown(text) : { text, marks: [] };
}

function withLines({ text, marks }: RichText, lines: readonly string[]): RichText {
  return lines.length === 0 ? { text, marks } : { text: [text, lines.join('\n')].filter(Boolean).join('\n\n'), marks };
}

/** Longer words than fit above buttons go before them. */
function withForm(rich: RichText, form: NonNullable<ButtonPlan['form']>): Piece[] {
  const parts = splitForWhatsApp(rich, maxInteractiveLength);
  const body = parts.at(-1) ?? wordless;
  return [...parts.slice(0, -1).map((one): Piece => ({ type: 'text', body: one })), { type: 'interactive', body, form }];
}
