import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';
import { readShared } from './shares.ts';

const words = z.string().catch('');
const link = z.object({
  text: words.default(''),
  link_context: z
    .object({ link_url: words.default(''), link_title: words.default(''), link_summary: words.default('') })
    .optional()
    .catch(undefined),
});
const place = z.object({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  name: z.string().optional().catch(undefined),
  address: z.string().optional().catch(undefined),
});
const placeholder = z.object({ title: words.default(''), message: words.default('') });
const call = z.object({ description: words.default('') });
const anItem = z.looseObject({ text: words.default('') });

type Kind = Partial<InboundContent>;
type Reader = (item: Record<string, unknown>) => Kind | null;

/** How the kinds are read that are neither files nor shares. */
const readers: Record<string, Reader> = {
  text: (item) => ({ text: anItem.parse(item).text }),
  like: (item) => ({ text: z.string().min(1).catch('❤️').parse(item['like']) }),
  link: readLink,
  location: readPlace,
  placeholder: (item) => {
    const { title, message } = placeholder.catch({ title: '', message: '' }).parse(item['placeholder']);
    return { ...unknown('placeholder'), text: [title, message].filter(Boolean).join('\n') };
  },
  video_call_event: (item) => ({
    ...unknown('video_call_event'),
    text: call.catch({ description: '' }).parse(item['video_call_event']).description,
  }),
};

/** What a message says beside its files: words, a place, what it points at. A kind that nobody knows becomes a placeholder. */
export function readKind(type: string, raw: unknown, hasFiles: boolean): Kind {
  const item = anItem.parse(raw);
  const known = readers[type]?.(item) ?? readShared(type, item);
  if (known) return known;
  return hasFiles ? { text: item.text } : { ...unknown(type), text: item.text };
}

function unknown(unsupportedType: string): Kind {
  return { unsupported: true, unsupportedType };
}

/** A text with an address in it; Instagram adds what it found there. */
function readLink(item: Record<string, unknown>): Kind | null {
  const read = link.safeParse(item['link']).data;
  if (!read) return null;
  const { link_url: url, link_title: title, link_summary: text } = read.link_context ?? { link_url: '', link_title: '', link_summary: '' };
  return { text: read.text, ...(url && { shared: { what: 'link', url, ...(title && { title }), ...(text && { text }) } }) };
}

function readPlace(item: Record<string, unknown>): Kind | null {
  const read = place.safeParse(item['location']).data;
  if (!read) return null;
  const { lat: latitude, lng: longitude, name, address } = read;
  return { location: { latitude, longitude, ...(name && { name }), ...(address && { address }) } };
}
