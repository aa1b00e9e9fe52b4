import { z } from 'zod';
import type { AttachmentKind, InboundContent } from '../../contract/content.ts';
import type { MessageEnvelope } from './webhook.ts';

const media = z.object({
  id: z.string().min(1),
  mime_type: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
  voice: z.boolean().optional(),
});

const kinds: Readonly<Record<string, AttachmentKind>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
};

/** The file of a message, and the words under it. Its address is asked for when it is fetched: one lives five minutes. */
export function readAttachment(message: MessageEnvelope): Partial<InboundContent> {
  const { id, mime_type, caption, filename, voice } = media.parse(message[message.type]);
  const kind = kinds[message.type] ?? 'document';
  // `audio/ogg; codecs=opus` is what a voice note says; parameters are of no use to who stores it.
  const mimeType = mime_type?.split(';')[0]?.trim();
  return {
    text: caption ?? '',
    attachments: [
      {
        kind: voice ? 'voice' : kind,
        ref: id,
        ...(filename && { name: filename }),
        ...(mimeType && { mimeType }),
      },
    ],
  };
}
