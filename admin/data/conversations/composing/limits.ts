import type { AttachmentKind } from '../../../../bots/contract/content.ts';
import { isFormatTaken } from '../../../../bots/contract/abilities.ts';
import type { ChannelAbilities } from './abilities.ts';

/** The most files one message takes. */
export const mostFiles = 10;

/** A counter shows when so much of a text's length is used. */
const nearLimit = 0.85;

/** Why a file can't be sent there: its kind, its format, its size (`limit` in bytes), or that there are enough already (`limit` is how many). */
export interface FileProblem {
  reason: 'kind' | 'format' | 'size' | 'many' | 'empty';
  limit: number;
  /** The formats that can be sent instead, where that is the reason. */
  formats?: readonly string[];
}

/** What a file is sent as, by the rule the hub has for it. */
export function kindOfFile(mimeType: string): AttachmentKind {
  if (['image/jpeg', 'image/png', 'image/webp'].includes(mimeType)) return 'image';
  if (mimeType === 'audio/ogg') return 'voice';
  if (mimeType.startsWith('video/')) return 'video';
  return mimeType.startsWith('audio/') ? 'audio' : 'document';
}

/** Why a file can't go to this customer, before it is uploaded; null when it can. A note takes every file (no abilities). */
export function findFileProblem(
  { type, size }: { type: string; size: number },
  { abilities, count }: { abilities: ChannelAbilities | null; count: number },
): FileProblem | null {
  if (count >= mostFiles) return { reason: 'many', limit: mostFiles };
  if (size === 0) return { reason: 'empty', limit: 0 };
  if (!abilities) return null;
  const limit = abilities.attachments[kindOfFile(type)] ?? abilities.attachments.document;
  if (!limit) return { reason: 'kind', limit: 0 };
  // What a browser does not know the type of is for the hub to find out.
  if (type !== '' && limit.formats && !isFormatTaken(limit.formats, type)) return { reason: 'format', limit: 0, formats: limit.formats };
  return size > limit.maxOutBytes ? { reason: 'size', limit: limit.maxOutBytes } : null;
}

/** How a text fits the channel. */
export interface TextFit {
  length: number;
  limit: number;
  /** How many messages it becomes. */
  parts: number;
  /** Worth showing: near the limit, or over it. */
  isNear: boolean;
}

/** How a text of this length (UTF-16 units, as providers count) fits; a longer one goes out as several messages. */
export function fitText(length: number, limit: number): TextFit {
  return { length, limit, parts: Math.max(1, Math.ceil(length / limit)), isNear: length >= limit * nearLimit };
}
