import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment, OutboundMessage } from '../../contract/outbound.ts';
import type { RichText } from '../../contract/rich-text-marks.ts';
import { splitText } from '../../kit/split-text.ts';
import { maxAttachments, maxTextLength } from '../limits.ts';
import { fileForm } from './file-form.ts';
import { richOf } from './words.ts';

/** One message at VK: words, files, a place, in any mix VK allows. */
export interface Piece {
  rich?: RichText;
  files: OutboundAttachment[];
  isPlace?: true;
  /** The buttons hang on the last message. */
  hasKeyboard: boolean;
}

/**
 * The messages that make up one of ours, the same on every try: texts too long for one first, the last of them together with the first ten files,
 * then further files, each voice message on its own, and the place.
 */
export function planMessage(message: OutboundMessage): Piece[] {
  const texts = splitText(richOf(message), maxTextLength);
  const voices = message.attachments.filter((one) => fileForm(one) === 'audio_message');
  const others = message.attachments.filter((one) => !voices.includes(one));
  const chunks = Array.from({ length: Math.ceil(others.length / maxAttachments) }, (_, nth) =>
    others.slice(nth * maxAttachments, (nth + 1) * maxAttachments),
  );
  const [firstChunk, ...furtherChunks] = chunks;
  const lastText = firstChunk ? texts.pop() : undefined;
  const pieces: Omit<Piece, 'hasKeyboard'>[] = [
    ...texts.map((rich) => ({ rich, files: [] })),
    ...(firstChunk ? [{ files: firstChunk, ...(lastText && { rich: lastText }) }] : []),
    ...furtherChunks.map((files) => ({ files })),
    ...voices.map((voice) => ({ files: [voice] })),
    ...(message.location ? [{ files: [], isPlace: true as const }] : []),
  ];
  if (pieces.length === 0) throw new ChannelError('invalid-content', { detail: 'The message is empty' });
  const hasButtons = (message.buttons?.length ?? 0) > 0;
  return pieces.map((piece, at) => ({ ...piece, hasKeyboard: hasButtons && at === pieces.length - 1 }));
}

/** True for a message at VK that is nothing but words. */
export function isOnlyWords({ files, isPlace }: Piece): boolean {
  return files.length === 0 && !isPlace;
}
