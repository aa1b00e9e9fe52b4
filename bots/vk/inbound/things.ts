import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';

type Shared = NonNullable<InboundContent['shared']>;

const place = { owner_id: z.number().optional(), id: z.number().optional() };
const video = z.object({ ...place, title: z.string().default('') });
const link = z.object({ url: z.string(), title: z.string().default(''), description: z.string().default('') });
const wall = z.object({ ...place, to_id: z.number().optional(), text: z.string().default('') });
const product = z.object({ ...place, title: z.string().default(''), price: z.object({ text: z.string().default('') }).optional() });
const audio = z.object({ artist: z.string().default(''), title: z.string().default('') });
const poll = z.object({ question: z.string().default('') });

/** What is no file: something that lives at VK and is shown with its address, or a line that says what it was. Null for what we can't show. */
export function readThing(type: string, body: unknown): Shared | { note: string } | null {
  switch (type) {
    case 'video': {
      // A community's token gets no file of a video.
      const { owner_id, id, title } = video.parse(body);
      return { what: 'link', ...addressOf('video', owner_id, id), ...(title && { title }) };
    }
    case 'link': {
      const { url, title, description } = link.parse(body);
      return { what: 'link', url, ...(title && { title }), ...(description && { text: description }) };
    }
    case 'wall': {
      const { owner_id, to_id, id, text } = wall.parse(body);
      return { what: 'post', ...addressOf('wall', owner_id ?? to_id, id), ...(text && { text }) };
    }
    case 'market': {
      const { owner_id, id, title, price } = product.parse(body);
      return { what: 'product', ...addressOf('market', owner_id, id), ...(title && { title }), ...(price?.text && { text: price.text }) };
    }
    case 'audio': {
      const { artist, title } = audio.parse(body);
      return { note: `🎵 ${[artist, title].filter(Boolean).join(' - ')}`.trim() };
    }
    case 'poll': {
      const { question } = poll.parse(body);
      return question ? { note: `📊 ${question}` } : null;
    }
    default:
      return null;
  }
}

function addressOf(what: string, ownerId: number | undefined, id: number | undefined): { url?: string } {
  return ownerId === undefined || id === undefined ? {} : { url: `https://vk.com/${what}${ownerId}_${id}` };
}
