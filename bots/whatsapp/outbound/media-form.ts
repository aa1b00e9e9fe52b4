import type { OutboundAttachment } from '../../contract/outbound.ts';
import { ChannelError } from '../../contract/error.ts';
import { mediaBytes } from '../limits.ts';

/** The forms a file can take at WhatsApp; also the names of its parameters. */
export type MediaForm = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** What each form takes ("Media", Supported media types); everything else goes out as a document. */
const types: Readonly<Record<Exclude<MediaForm, 'document'>, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4', 'video/3gpp'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  sticker: ['image/webp'],
};

/** What WhatsApp shows a file as; whatever it would not show, or only smaller, goes out as a document. */
export function mediaForm({ kind, mimeType, size }: Pick<OutboundAttachment, 'kind' | 'mimeType' | 'size'>): MediaForm {
  const form = kind === 'voice' ? 'audio' : kind;
  if (form === 'document') return 'document';
  return types[form].includes(bareType(mimeType)) && size <= mediaBytes[form] ? form : 'document';
}

/** True where the file can be heard as a voice note: Ogg only. */
export function isVoiceNote({ kind, mimeType }: Pick<OutboundAttachment, 'kind' | 'mimeType'>): boolean {
  return kind === 'voice' && bareType(mimeType) === 'audio/ogg';
}

/** A type without its parameters, in lower case. */
export function bareType(mimeType: string): string {
  return mimeType.toLowerCase().split(';')[0]?.trim() ?? '';
}

/** Refuses files that WhatsApp would refuse, before anything of their message is sent. */
export function checkSizes(attachments: readonly OutboundAttachment[]): void {
  for (const { name, size } of attachments) {
    if (size <= mediaBytes.document) continue;
    // Rounded up to a tenth, so that a file over the limit never reads as within it.
    const megabytes = Math.ceil((size / 1024 / 1024) * 10) / 10;
    throw new ChannelError('media', { detail: `${name} has ${megabytes} MB, WhatsApp takes at most 100 MB` });
  }
}
