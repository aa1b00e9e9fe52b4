import { ChannelError } from '../../contract/error.ts';
import type { OutboundAttachment } from '../../contract/outbound.ts';
import { maxDocumentBytes, maxPhotoBytes } from '../limits.ts';

/** The forms a file can take at VK. */
export type FileForm = 'photo' | 'audio_message' | 'doc';

const photoTypes = ['image/jpeg', 'image/png', 'image/webp'];

/** What VK shows a file as; whatever it would not show goes out as a document, a video and an animation too. */
export function fileForm({ kind, mimeType, size }: OutboundAttachment): FileForm {
  const type = mimeType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (kind === 'voice' && type === 'audio/ogg') return 'audio_message';
  if ((kind === 'image' || kind === 'sticker') && photoTypes.includes(type) && size <= maxPhotoBytes) return 'photo';
  return 'doc';
}

/** Refuses files that VK would refuse, before anything of their message is sent. */
export function checkSizes(attachments: OutboundAttachment[]): void {
  for (const { name, size } of attachments) {
    if (size === 0) throw new ChannelError('media', { detail: `${name} is empty` });
    if (size <= maxDocumentBytes) continue;
    const megabytes = Math.ceil((size / 1024 / 1024) * 10) / 10;
    throw new ChannelError('media', { detail: `${name} has ${megabytes} MB, VK takes at most 200 MB` });
  }
}
