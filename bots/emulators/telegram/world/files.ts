import { badRequest } from '../api-error.ts';
import type { MediaKind, WireObject } from '../wire.ts';
import type { Bot, Media, StoredFile, World } from './state.ts';
import { imageSize, sniffMime } from './image.ts';

/** Largest file a bot may download, in bytes. */
export const maxDownloadBytes = 20 * 1024 * 1024;

/** Bytes on their way into a message. */
export interface NewFile {
  bytes: Buffer;
  name?: string | undefined;
  mime?: string | undefined;
}

const folders: Record<MediaKind, string> = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  audio: 'music',
  voice: 'voice',
  video_note: 'video_notes',
  animation: 'animations',
  sticker: 'stickers',
};

const defaults: Record<MediaKind, { mime: string; extension: string; details: WireObject }> = {
  photo: { mime: 'image/jpeg', extension: 'jpg', details: {} },
  document: { mime: 'application/octet-stream', extension: '', details: {} },
  video: { mime: 'video/mp4', extension: 'mp4', details: { width: 640, height: 360, duration: 3 } },
  audio: { mime: 'audio/mpeg', extension: 'mp3', details: { duration: 3 } },
  voice: { mime: 'audio/ogg', extension: 'oga', details: { duration: 3 } },
  video_note: { mime: 'video/mp4', extension: 'mp4', details: { length: 240, duration: 3 } },
  animation: { mime: 'video/mp4', extension: 'mp4', details: { width: 320, height: 240, duration: 2 } },
  sticker: {
    mime: 'image/webp',
    extension: 'webp',
    details: { width: 512, height: 512, type: 'regular', is_animated: false, is_video: false },
  },
};

/** Stores bytes as media of a kind, with the fields a client of Telegram would fill in. */
export function storeMedia(world: World, kind: MediaKind, { bytes, name, mime }: NewFile, details: WireObject = {}): Media {
  const number = world.counters.file++;
  const { extension, mime: usualMime, details: usualDetails } = defaults[kind];
  const suffix = name?.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : extension;
  const key = `${kind}-${number}`;
  const file: StoredFile = {
    key,
    bytes,
    name,
    mime: mime ?? sniffMime(bytes) ?? usualMime,
    path: `${folders[kind]}/file_${number}${suffix ? `.${suffix}` : ''}`,
  };
  const measured = kind === 'photo' ? (imageSize(bytes) ?? { width: 800, height: 600 }) : {};
  const media: Media = { kind, file, details: { ...usualDetails, ...measured, ...details } };
  world.files.set(key, media);
  world.filesByPath.set(file.path, media);
  return media;
}

/** A bot's own id for a file: other bots can't use it. `size` names a photo's smaller version. */
function fileIdFor(bot: Bot, file: StoredFile, size = ''): string {
  return Buffer.from(`${bot.user.id}|${file.key}|${size}`).toString('base64url');
}

/** The media that one of this bot's file ids names, or Telegram's refusal. */
export function getMedia(world: World, bot: Bot, fileId: string): Media {
  const [botId, key] = Buffer.from(fileId, 'base64url').toString().split('|');
  const media = Number(botId) === bot.user.id && key !== undefined ? world.files.get(key) : undefined;
  if (!media) throw badRequest('wrong file identifier/HTTP URL specified');
  return media;
}

const uniqueId = (file: StoredFile, size = ''): string => Buffer.from(`u|${file.key}|${size}`).toString('base64url');

/** Media as a bot sees it: the fields to put into its message. */
export function presentMedia(bot: Bot, { kind, file, details }: Media): WireObject {
  if (kind === 'photo') return { photo: photoSizes(bot, file, details) };
  const own = {
    file_id: fileIdFor(bot, file),
    file_unique_id: uniqueId(file),
    file_size: file.bytes.length,
    ...(kind === 'video_note' || kind === 'sticker' ? {} : { mime_type: file.mime }),
    ...(kind === 'document' || kind === 'video' || kind === 'audio' || kind === 'animation' ? { file_name: file.name } : {}),
  };
  const presented = { ...details, ...own };
  if (kind === 'animation') {
    // Telegram sends a GIF as a document too, for old bots.
    const { file_id, file_unique_id, file_size, mime_type, file_name } = { mime_type: undefined, file_name: undefined, ...own };
    return { animation: presented, document: { file_id, file_unique_id, file_size, mime_type, file_name } };
  }
  return { [kind]: presented };
}

function photoSizes(bot: Bot, file: StoredFile, details: WireObject): WireObject[] {
  const width = Number(details['width']);
  const height = Number(details['height']);
  const longest = Math.max(width, height);
  const sizes: [string, number][] = [
    ['s', 90],
    ['m', 320],
    ['x', longest],
  ];
  return sizes
    .filter(([name, edge]) => name === 'x' || edge < longest)
    .map(([name, edge]) => ({
      file_id: fileIdFor(bot, file, name),
      file_unique_id: uniqueId(file, name),
      file_size: file.bytes.length,
      width: Math.max(1, Math.round((width * edge) / longest)),
      height: Math.max(1, Math.round((height * edge) / longest)),
    }));
}

/** `File` of the Bot API. */
export function presentFile(file: StoredFile, fileId: string): WireObject {
  const size = Buffer.from(fileId, 'base64url').toString().split('|')[2];
  return { file_id: fileId, file_unique_id: uniqueId(file, size), file_size: file.bytes.length, file_path: file.path };
}
