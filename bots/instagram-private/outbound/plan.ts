import { ChannelError } from '../../contract/error.ts';
import { isFormatTaken } from '../../contract/abilities.ts';
import type { OutboundAttachment, OutboundMessage } from '../../contract/outbound.ts';
import { parseMarkdown } from '../../contract/rich-text.ts';
import { splitText } from '../../kit/split-text.ts';
import { maxPhotoBytes, maxTextLength, maxVideoBytes, mp4Formats, photoFormats } from '../limits.ts';

/** One message at Instagram. */
export type Piece = { type: 'text'; text: string } | { type: 'photo' | 'video' | 'voice'; attachment: OutboundAttachment };

/** The messages that make up one of ours, the same on every try. Throws ChannelError for what Instagram can't take, before anything is sent. */
export function planMessage(message: OutboundMessage): Piece[] {
  const pieces = [...textsOf(message), ...message.attachments.map(toPiece), ...placeOf(message)];
  if (pieces.length === 0) throw new ChannelError('invalid-content', { detail: 'The message is empty' });
  return pieces;
}

/** Instagram shows no marks: the words go out bare, addresses behind their words. */
function textsOf({ text, format }: OutboundMessage): Piece[] {
  const rich = { text: format === 'markdown' ? spellOut(text) : text, marks: [] };
  return splitText(rich, maxTextLength).map((part) => ({ type: 'text', text: part.text }));
}

function spellOut(markdown: string): string {
  const { text, marks } = parseMarkdown(markdown);
  const links = marks.filter(({ type, url }) => type === 'link' && url !== undefined);
  return links.toReversed().reduce((spelled, { offset, length, url = '' }) => {
    const [end, address] = [offset + length, url.replace(/^(mailto|tel):/, '')];
    return spelled.slice(offset, end).includes(address) ? spelled : `${spelled.slice(0, end)} (${address})${spelled.slice(end)}`;
  }, text);
}

function placeOf({ location }: OutboundMessage): Piece[] {
  if (!location) return [];
  const { latitude, longitude, name, address } = location;
  const map = `https://www.google.com/maps?q=${latitude},${longitude}`;
  return [{ type: 'text', text: [name, address, map].filter(Boolean).join('\n') }];
}

function toPiece(attachment: OutboundAttachment): Piece {
  const { kind, name, size } = attachment;
  const type = attachment.mimeType;
  if (kind === 'image') {
    if (!isFormatTaken(photoFormats, type)) throw refused(`${name} is ${type}: this channel sends pictures as JPEG only`);
    checkSize(name, size, maxPhotoBytes);
    return { type: 'photo', attachment };
  }
  if (kind === 'video' || kind === 'voice' || kind === 'audio') {
    const isFilm = kind === 'video';
    if (!isFormatTaken(mp4Formats, type))
      throw refused(`${name} is ${type}: this channel sends ${isFilm ? 'videos as MP4' : 'sound as MP4 (m4a)'} only`);
    checkSize(name, size, maxVideoBytes);
    return { type: isFilm ? 'video' : 'voice', attachment };
  }
  throw refused(`${name}: only pictures, videos and voice messages can be sent in an Instagram chat`);
}

function checkSize(name: string, size: number, limit: number): void {
  const inMegabytes = (bytes: number) => Math.ceil((bytes / 1024 / 1024) * 10) / 10;
  if (size > limit) throw refused(`${name} has ${inMegabytes(size)} MB, Instagram takes at most ${inMegabytes(limit)} MB`);
}

function refused(detail: string): ChannelError {
  return new ChannelError('media', { detail });
}
