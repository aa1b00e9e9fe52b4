import type { AttachmentKind } from '../../../bots/contract/content.ts';

/** What a file is shown and sent as, by its type. GIFs are documents to most messengers' photo calls, so they go as such. */
export function kindOfFile({ mimeType }: { mimeType: string }): AttachmentKind {
  if (mimeType === 'image/jpeg' || mimeType === 'image/png' || mimeType === 'image/webp') return 'image';
  if (mimeType === 'audio/ogg') return 'voice';
  if (mimeType.startsWith('video/')) return 'video';
  return mimeType.startsWith('audio/') ? 'audio' : 'document';
}
