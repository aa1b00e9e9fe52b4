import { z } from 'zod';
import { readCaption } from '../../format/formatted.ts';
import { mediaKinds, type MediaKind, type WireObject } from '../../wire.ts';
import type { NewMessage } from '../../world/messages.ts';
import { method, type Call, type Method } from '../method.ts';
import { decimal, entities, flag, integer, string } from '../params.ts';
import { readMedia } from './input-file.ts';
import { post, sendShape } from './post.ts';

/** What says something about a file. */
export const captionShape = {
  caption: string.optional(),
  parse_mode: z.string().optional(),
  caption_entities: entities.optional(),
  has_spoiler: flag.optional(),
  show_caption_above_media: flag.optional(),
};

/** Fields that a bot may tell about a file, kept in the message. */
export const detailShape = {
  duration: decimal.optional(),
  width: integer.optional(),
  height: integer.optional(),
  length: integer.optional(),
  performer: string.optional(),
  title: string.optional(),
  emoji: string.optional(),
};

/** The told ones of a file's fields. */
export function detailsFrom(parameters: z.output<z.ZodObject<typeof detailShape>>): WireObject {
  const names = Object.keys(detailShape) as (keyof typeof detailShape)[]; // keys of a literal object
  return Object.fromEntries<unknown>(
    names.map((name): [string, unknown] => [name, parameters[name]]).filter(([, value]) => value !== undefined),
  );
}

/** A caption with its formatting, as parts of a message. */
export function captionFrom(parameters: z.output<z.ZodObject<typeof captionShape>>): Partial<NewMessage> {
  if (parameters.caption === undefined || parameters.caption === '') return {};
  const { text, entities: captionEntities } = readCaption({
    text: parameters.caption,
    parseMode: parameters.parse_mode,
    entities: parameters.caption_entities,
  });
  return { caption: text, captionEntities, ...(parameters.show_caption_above_media ? { extras: { show_caption_above_media: true } } : {}) };
}

const methodNames: Record<MediaKind, string> = {
  photo: 'sendPhoto',
  document: 'sendDocument',
  video: 'sendVideo',
  audio: 'sendAudio',
  voice: 'sendVoice',
  video_note: 'sendVideoNote',
  animation: 'sendAnimation',
  sticker: 'sendSticker',
};

function sendMedia(kind: MediaKind): Method {
  const takesCaption = kind !== 'sticker' && kind !== 'video_note';
  return method({ ...sendShape, ...captionShape, ...detailShape }, (call: Call, parameters, raw) => {
    const caption = takesCaption ? captionFrom(parameters) : {};
    const value = z.string().optional().catch(undefined).parse(raw[kind]);
    const media = readMedia(call, kind, kind, value, detailsFrom(parameters));
    return post(call, parameters, { ...caption, media: { ...media, hasSpoiler: parameters.has_spoiler } });
  });
}

/** One method per kind of media. */
export const mediaMethods: Record<string, Method> = Object.fromEntries(mediaKinds.map((kind) => [methodNames[kind], sendMedia(kind)]));
