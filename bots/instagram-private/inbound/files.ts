import { z } from 'zod';
import type { InboundAttachment } from '../../contract/content.ts';

/** A file of a message, and where it can be fetched for some hours. */
export type ItemFile = Omit<InboundAttachment, 'ref'> & { url: string };

const version = z.object({ url: z.string().min(1), width: z.number().default(0) });
const picture = z.object({ image_versions2: z.object({ candidates: z.array(version).min(1) }) });
const film = z.object({ video_versions: z.array(version).min(1), video_duration: z.number().optional() });
const album = z.object({ carousel_media: z.array(z.unknown()).min(1) });
const voice = z.object({ media: z.object({ audio: z.object({ audio_src: z.string().min(1), duration: z.number().optional() }) }) });
const gif = z.object({
  images: z.object({ fixed_height: z.object({ url: z.string().optional(), mp4: z.string().optional(), webp: z.string().optional() }) }),
  is_sticker: z.boolean().default(false),
});

const bodies = z.looseObject({
  media: z.unknown().optional(),
  visual_media: z.object({ media: z.unknown() }).optional().catch(undefined),
  raven_media: z.unknown().optional(),
  voice_media: z.unknown().optional(),
  animated_media: z.unknown().optional(),
});

type Reader = (item: z.infer<typeof bodies>) => ItemFile[];

const readers: Record<string, Reader> = {
  media: ({ media }) => readMedia(media),
  raven_media: ({ visual_media, raven_media }) => readMedia(visual_media?.media ?? raven_media),
  visual_media: ({ visual_media }) => readMedia(visual_media?.media),
  voice_media: ({ voice_media }) => readVoice(voice_media),
  animated_media: ({ animated_media }) => readGif(animated_media),
};

/** The files that a message of this kind carries; those of posts and stories stay where they are. */
export function readFiles(type: string, item: unknown): ItemFile[] {
  const read = bodies.safeParse(item).data;
  return read ? (readers[type]?.(read) ?? []) : [];
}

/** A photo, a video or several of them. One that may be seen once has no address when it was. */
function readMedia(raw: unknown): ItemFile[] {
  const several = album.safeParse(raw).data;
  if (several) return several.carousel_media.flatMap(readMedia);
  const video = film.safeParse(raw).data;
  if (video) return [{ kind: 'video', mimeType: 'video/mp4', url: largest(video.video_versions), ...duration(video.video_duration) }];
  const photo = picture.safeParse(raw).data;
  return photo ? [{ kind: 'image', mimeType: 'image/jpeg', url: largest(photo.image_versions2.candidates) }] : [];
}

/** Voice messages are AAC in an MP4 container; their length is in milliseconds. */
function readVoice(raw: unknown): ItemFile[] {
  const audio = voice.safeParse(raw).data?.media.audio;
  if (!audio) return [];
  return [{ kind: 'voice', mimeType: 'audio/mp4', url: audio.audio_src, ...duration(audio.duration && audio.duration / 1000) }];
}

/** GIFs and stickers come from GIPHY. */
function readGif(raw: unknown): ItemFile[] {
  const found = gif.safeParse(raw).data;
  const { url, mp4, webp } = found?.images.fixed_height ?? {};
  if (found?.is_sticker && webp) return [{ kind: 'sticker', mimeType: 'image/webp', url: webp }];
  if (mp4) return [{ kind: 'video', variant: 'animation', mimeType: 'video/mp4', url: mp4 }];
  return url ? [{ kind: 'image', variant: 'animation', mimeType: 'image/gif', url }] : [];
}

function largest(versions: z.infer<typeof version>[]): string {
  return versions.reduce((best, one) => (one.width > best.width ? one : best), { url: versions[0]?.url ?? '', width: -1 }).url;
}

function duration(seconds: number | undefined): Pick<ItemFile, 'durationSeconds'> {
  return seconds !== undefined && seconds >= 0 ? { durationSeconds: seconds } : {};
}
