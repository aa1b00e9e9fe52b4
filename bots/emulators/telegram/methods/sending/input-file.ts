import { badRequest } from '../../api-error.ts';
import type { MediaKind, WireObject } from '../../wire.ts';
import { getMedia, storeMedia, type NewFile } from '../../world/files.ts';
import { isImage } from '../../world/image.ts';
import type { Media } from '../../world/state.ts';
import type { Call } from '../method.ts';

/** Largest photo a bot may send, in bytes. */
const maxPhotoBytes = 10 * 1024 * 1024;

/** The media that a parameter means: an uploaded file, `attach://<field>`, or a file id of this bot. */
export function readMedia(call: Call, kind: MediaKind, field: string, value: string | undefined, details: WireObject = {}): Media {
  const attached = value?.startsWith('attach://') ? value.slice('attach://'.length) : undefined;
  const upload = call.files.get(attached ?? field);
  if (upload) return storeUpload(call, kind, upload, details);
  if (attached !== undefined) throw badRequest(`invalid file "${attached}": it is not in the request`);
  if (value === undefined || value === '') throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  // The emulated Telegram is offline: it can fetch nothing, as the real one can't fetch from a private network.
  if (/^https?:\/\//.test(value)) throw badRequest('failed to get HTTP URL content');
  const known = getMedia(call.world, call.bot, value);
  if (known.kind !== kind) throw badRequest('type of file mismatch');
  return { ...known, details: { ...known.details, ...details } };
}

function storeUpload(call: Call, kind: MediaKind, upload: NewFile, details: WireObject): Media {
  const size = upload.bytes.length;
  if (size === 0) throw badRequest('file must be non-empty');
  if (kind === 'photo') {
    if (size > maxPhotoBytes)
      throw badRequest(`file of size ${size} bytes is too big for a photo; the maximum size is ${maxPhotoBytes} bytes`);
    if (!isImage(upload.bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
  }
  return storeMedia(call.world, kind, upload, details);
}
