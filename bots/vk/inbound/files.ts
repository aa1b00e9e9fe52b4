import { z } from 'zod';
import type { InboundAttachment } from '../../contract/content.ts';

/** A file as VK describes it, and where it lies now, if VK says so. */
export type DescribedFile = Omit<InboundAttachment, 'ref'> & { url: string | undefined };

const address = z.string().regex(/^https?:\/\/\S+$/i);
const picture = z.object({ url: address, width: z.number().default(0), height: z.number().default(0) });
const pictures = z.array(picture).min(1);
const photo = z.object({ sizes: z.array(picture).optional(), orig_photo: picture.optional() });
const voice = z.object({ link_ogg: address.optional(), link_mp3: address.optional(), duration: z.number().nonnegative().optional() });
const doc = z.object({
  title: z.string().default(''),
  ext: z.string().default(''),
  size: z.number().int().nonnegative().optional(),
  url: address.optional(),
  type: z.number().optional(),
});
const sticker = z.object({ images: pictures.optional(), images_with_background: pictures.optional() });
const graffiti = z.object({ url: address });
const audio = z.object({
  url: z.string().default(''),
  artist: z.string().default(''),
  title: z.string().default(''),
  duration: z.number().optional(),
});

/** A document that VK shows as an animation. */
const gifType = 3;

/** The file of an attachment; undefined for what is none. Throws when it is one and can't be read. */
export function readFile(type: string, body: unknown): DescribedFile | undefined {
  switch (type) {
    case 'photo': {
      const { sizes = [], orig_photo } = photo.parse(body);
      return { kind: 'image', mimeType: 'image/jpeg', url: largest([...(orig_photo ? [orig_photo] : []), ...sizes])?.url };
    }
    case 'audio_message': {
      const { link_ogg, link_mp3, duration } = voice.parse(body);
      return {
        kind: 'voice',
        url: link_ogg ?? link_mp3,
        mimeType: link_ogg === undefined && link_mp3 !== undefined ? 'audio/mpeg' : 'audio/ogg',
        ...(duration !== undefined && { durationSeconds: duration }),
      };
    }
    case 'doc':
      return readDocument(body);
    case 'sticker': {
      const { images, images_with_background } = sticker.parse(body);
      return { kind: 'sticker', mimeType: 'image/png', url: largest(images ?? images_with_background ?? [])?.url };
    }
    case 'graffiti':
      return { kind: 'image', url: graffiti.parse(body).url };
    case 'audio': {
      const { url, artist, title, duration } = audio.parse(body);
      // Music of VK comes without an address, unless somebody uploaded it.
      if (!address.safeParse(url).success) return undefined;
      const name = [artist, title].filter(Boolean).join(' - ');
      return {
        kind: 'audio',
        url,
        mimeType: 'audio/mpeg',
        ...(name && { name: `${name}.mp3` }),
        ...(duration !== undefined && { durationSeconds: duration }),
      };
    }
    default:
      return undefined;
  }
}

function readDocument(body: unknown): DescribedFile {
  const { title, ext, size, url, type } = doc.parse(body);
  const name = ext && !title.toLowerCase().endsWith(`.${ext.toLowerCase()}`) ? `${title || 'file'}.${ext}` : title;
  const isGif = type === gifType || ext.toLowerCase() === 'gif';
  return {
    kind: isGif ? 'image' : 'document',
    url,
    ...(isGif && { variant: 'animation' as const, mimeType: 'image/gif' }),
    ...(name && { name }),
    ...(size !== undefined && { size }),
  };
}

function largest(sizes: z.infer<typeof picture>[]): z.infer<typeof picture> | undefined {
  return sizes.reduce<z.infer<typeof picture> | undefined>(
    (best, one) => (best === undefined || one.width * one.height > best.width * best.height ? one : best),
    undefined,
  );
}
