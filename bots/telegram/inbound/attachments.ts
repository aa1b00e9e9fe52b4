import { z } from 'zod';
import type { InboundAttachment } from '../../contract/content.ts';

const file = z.object({
  file_id: z.string(),
  file_size: z.number().int().nonnegative().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  duration: z.number().optional(),
});
type TelegramFile = z.infer<typeof file>;

const photoSize = z.object({
  file_id: z.string(),
  file_size: z.number().int().nonnegative().optional(),
  width: z.number(),
  height: z.number(),
});
const sticker = file.extend({
  is_animated: z.boolean().default(false),
  is_video: z.boolean().default(false),
  emoji: z.string().optional(),
});

type AttachmentReader = (raw: unknown) => InboundAttachment;

/** How each kind of file is read. An animation stands before the document that old apps get with it. */
const readers: Record<string, AttachmentReader> = {
  photo: readPhoto,
  animation: (raw) => ({ kind: 'video', variant: 'animation', ...describe(file.parse(raw)) }),
  video: (raw) => ({ kind: 'video', ...describe(file.parse(raw)) }),
  video_note: (raw) => ({ kind: 'video', variant: 'note', ...describe({ mime_type: 'video/mp4', ...file.parse(raw) }) }),
  audio: (raw) => ({ kind: 'audio', ...describe(file.parse(raw)) }),
  voice: (raw) => ({ kind: 'voice', ...describe(file.parse(raw)) }),
  sticker: readSticker,
  document: (raw) => ({ kind: 'document', ...describe(file.parse(raw)) }),
};

/** The file of a message, if it has one. Its size stands even when it is more than a bot can download, so that the hub can say so. */
export function readAttachment(message: Record<string, unknown>): InboundAttachment | undefined {
  const kind = Object.keys(readers).find((name) => message[name] !== undefined);
  return kind === undefined ? undefined : readers[kind]?.(message[kind]);
}

/** A photo comes in several sizes: the largest is the photo. Telegram makes all of them JPEG. */
function readPhoto(raw: unknown): InboundAttachment {
  const [first, ...others] = z.array(photoSize).min(1).parse(raw);
  if (!first) throw new Error('A photo without a size');
  const largest = others.reduce((best, one) => (one.width * one.height > best.width * best.height ? one : best), first);
  return {
    kind: 'image',
    ref: largest.file_id,
    mimeType: 'image/jpeg',
    ...(largest.file_size !== undefined && { size: largest.file_size }),
  };
}

/** Stickers have no name and no type of their own: still ones are WebP, animated ones gzipped Lottie, video ones WebM. */
function readSticker(raw: unknown): InboundAttachment {
  const { is_animated, is_video, emoji, ...rest } = sticker.parse(raw);
  const [ending, mime_type] = is_animated ? ['tgs', 'application/x-tgsticker'] : is_video ? ['webm', 'video/webm'] : ['webp', 'image/webp'];
  return { kind: 'sticker', ...describe({ mime_type, file_name: `${emoji ?? 'sticker'}.${ending}`, ...rest }) };
}

function describe({ file_id, file_size, file_name, mime_type, duration }: Partial<TelegramFile> & { file_id: string }) {
  return {
    ref: file_id,
    ...(file_name !== undefined && { name: file_name }),
    ...(mime_type !== undefined && { mimeType: mime_type }),
    ...(file_size !== undefined && { size: file_size }),
    ...(duration !== undefined && { durationSeconds: duration }),
  };
}
