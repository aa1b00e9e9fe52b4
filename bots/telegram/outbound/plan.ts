import type { OutboundAttachment, OutboundMessage } from '../../contract/outbound.ts';
import type { RichText } from '../../contract/rich-text-marks.ts';
import { parseMarkdown } from '../../contract/rich-text.ts';
import { splitText } from '../../kit/split-text.ts';
import { maxAlbumSize, maxCaptionLength, maxTextLength } from '../limits.ts';
import { mediaForm } from './media-form.ts';
import type { MediaForm } from './media-form.ts';
import { spellOutLinks } from './parameters.ts';

/** A file and the form in which Telegram gets it. */
export interface MediaItem {
  attachment: OutboundAttachment;
  form: MediaForm;
}

/** One call to Telegram: a text, a file or an album of up to ten, a place. An album becomes as many messages as it has files. */
export type Piece = { keyboard: boolean } & (
  { type: 'text'; rich: RichText } | { type: 'media'; items: MediaItem[]; caption?: RichText } | { type: 'location' }
);

/** Where the words of a message with files go: under the first file, or into messages of their own. */
export type Wording = 'caption' | 'apart';

/** How many messages a piece is at Telegram. */
export function partCount(piece: Piece): number {
  return piece.type === 'media' ? piece.items.length : 1;
}

/**
 * The calls that make up a message, the same on every try. Buttons hang on the last piece: an album can't carry any, so with buttons the words
 * come last and on their own, and without words the album is sent file by file.
 */
export function planMessage(message: OutboundMessage, wording?: Wording): Piece[] {
  const rich = richOf(message);
  const hasButtons = (message.buttons?.length ?? 0) > 0;
  const hasWords = rich.text.trim() !== '';
  const files = groupFiles(message.attachments, hasButtons && !hasWords);
  const places: Piece[] = message.location ? [{ type: 'location', keyboard: false }] : [];
  const rest = [...files, ...places];
  const holder = captionHolder(files, rest, rich, hasButtons);
  if (holder && hasWords && wording !== 'apart') {
    holder.caption = rich;
    return withKeyboard(rest, hasButtons);
  }
  const texts = splitText(rich, maxTextLength).map((part): Piece => ({ type: 'text', rich: part, keyboard: false }));
  return withKeyboard(hasButtons ? [...rest, ...texts] : [...texts, ...rest], hasButtons);
}

/** A message's words with their marks. */
function richOf({ text, format }: OutboundMessage): RichText {
  return format === 'markdown' ? spellOutLinks(parseMarkdown(text)) : { text, marks: [] };
}

type MediaPiece = Extract<Piece, { type: 'media' }>;

function captionHolder(files: MediaPiece[], rest: Piece[], rich: RichText, hasButtons: boolean): MediaPiece | undefined {
  if (rich.text.length > maxCaptionLength) return undefined;
  if (hasButtons && (rest.length > 1 || files.some((piece) => piece.items.length > 1))) return undefined;
  return files.find(canCarryCaption);
}

/** True for all files but stickers. */
export function canCarryCaption(piece: MediaPiece): boolean {
  return piece.items[0]?.form !== 'sticker';
}

function withKeyboard(pieces: Piece[], hasButtons: boolean): Piece[] {
  return pieces.map((piece, place) => ({ ...piece, keyboard: hasButtons && place === pieces.length - 1 }));
}

/** What may stand in one album: photos with videos, documents among themselves, music among itself (`sendMediaGroup`). */
const albumKinds: Partial<Record<MediaForm, string>> = { photo: 'visual', video: 'visual', document: 'document', audio: 'audio' };

/** Files in the order they were attached, kinds that fit together joined into albums at the first one's place. */
function groupFiles(attachments: OutboundAttachment[], oneByOne: boolean): MediaPiece[] {
  const pieces: MediaPiece[] = [];
  for (const attachment of attachments) {
    const item = { attachment, form: mediaForm(attachment) };
    const kind = oneByOne ? undefined : albumKinds[item.form];
    const album = pieces.findLast(({ items: [first] }) => kind !== undefined && first && albumKinds[first.form] === kind);
    if (album && album.items.length < maxAlbumSize) album.items.push(item);
    else pieces.push({ type: 'media', items: [item], keyboard: false });
  }
  return pieces;
}
