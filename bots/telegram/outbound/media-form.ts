import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment } from '../../contract/outbound.ts';
import { maxPhotoBytes, maxUploadBytes } from '../limits.ts';

/** The forms a file can take at Telegram; also the names of its parameters. */
export type MediaForm = 'photo' | 'video' | 'animation' | 'audio' | 'voice' | 'sticker' | 'document';

const stickerTypes = ['image/webp', 'video/webm', 'application/x-tgsticker'];
const photoTypes = ['image/jpeg', 'image/png', 'image/webp'];
const videoTypes = ['video/mp4'];
const musicTypes = ['audio/mpeg', 'audio/mp3', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/aac'];

/** What Telegram shows a file as; whatever it would not show goes out as a document. */
export function mediaForm({ kind, mimeType, size }: OutboundAttachment): MediaForm {
  const type = mimeType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (kind === 'document') return 'document';
  // `sendSticker` takes up to 512 KB.
  if (kind === 'sticker' && stickerTypes.includes(type) && size <= 512 * 1024) return 'sticker';
  if (kind === 'voice' && type === 'audio/ogg') return 'voice';
  if (type === 'image/gif') return 'animation';
  if (photoTypes.includes(type)) return size <= maxPhotoBytes ? 'photo' : 'document';
  if (videoTypes.includes(type)) return 'video';
  return musicTypes.includes(type) ? 'audio' : 'document';
}

/** Refuses files that Telegram would refuse, before anything of their message is sent. */
export function checkSizes(attachments: OutboundAttachment[]): void {
  for (const { name, size } of attachments) {
    if (size <= maxUploadBytes) continue;
    throw new ChannelError('media', { detail: `${name} has ${inMegabytes(size)} MB, a Telegram bot can send at most 50 MB` });
  }
}

/** Rounded up to a tenth, so that a file over a limit never reads as within it. */
function inMegabytes(bytes: number): number {
  return Math.ceil((bytes / 1024 / 1024) * 10) / 10;
}
