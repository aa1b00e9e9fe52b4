import { z } from 'zod';
import type { InboundContent, Location } from '../../contract/content.ts';
import { readAttachments } from './attachments.ts';
import { readPayload } from './payload.ts';
import { readWords } from './words.ts';
import type { VkMessage } from './event.ts';
import type { Reading } from './parse.ts';

const point = z.object({ latitude: z.coerce.number(), longitude: z.coerce.number() });
const geo = z.object({
  // Old versions of the API have both numbers in one text.
  coordinates: z.union([
    point,
    z
      .string()
      .regex(/^-?[\d.]+ -?[\d.]+$/)
      .transform((text) => {
        const [latitude, longitude] = text.split(' ').map(Number);
        return { latitude: latitude ?? 0, longitude: longitude ?? 0 };
      }),
  ]),
  place: z.object({ title: z.string().optional() }).optional().catch(undefined),
});

/** What a message says: its words, files and place, those of the messages sent on with it, and a pressed button. */
export function toContent(message: VkMessage, reading: Reading): InboundContent {
  const { files, notes, shared, unknown } = readAttachments(message, reading);
  const location = readLocation(message.geo);
  const words = readWords(message, notes);
  const choice = readPayload(message.payload, message.text);
  const isEmpty = words.text === '' && files.length === 0 && !location && !shared && !choice;
  const unsupportedType = unknown ?? (isEmpty ? 'empty' : undefined);
  return {
    ...words,
    attachments: files,
    ...(location && { location }),
    ...(shared && { shared }),
    ...(choice && { choice }),
    ...(message.fwd_messages.length > 0 && { forwarded: true }),
    ...(message.ref && { referral: { source: message.ref_source || 'link', ref: message.ref } }),
    ...(unsupportedType !== undefined && { unsupported: true, unsupportedType }),
  };
}

function readLocation(raw: unknown): Location | undefined {
  if (raw === undefined || raw === null) return undefined;
  const { coordinates, place } = geo.parse(raw);
  return { ...coordinates, ...(place?.title && { name: place.title }) };
}
