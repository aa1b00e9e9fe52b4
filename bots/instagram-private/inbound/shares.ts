import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';

type Shared = NonNullable<InboundContent['shared']>;
type Share = Pick<InboundContent, 'shared'> & { text?: string; unsupported?: true; unsupportedType?: string };

const site = 'https://www.instagram.com';
const words = z.string().optional().catch(undefined);
const owner = z.object({ username: words, full_name: words }).optional().catch(undefined);
const media = z.object({
  id: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
  code: words,
  user: owner,
  caption: z.object({ text: words }).nullish().catch(undefined),
  product_type: words,
});
const held = z.object({ video: z.unknown().optional(), clip: z.unknown().optional(), media: z.unknown().optional(), text: words });
const reel = z.object({ type: words, text: words, media: z.unknown().optional() });
const story = z.object({ media: z.unknown().optional(), text: words, title: words, message: words });
const profile = z.object({ username: z.string().min(1), full_name: words });
const hashtag = z.object({ name: z.string().min(1) });
const product = z.object({ product: z.object({ name: words, product_id: words, merchant: owner, current_price: words }) });
const xma = z
  .array(z.object({ target_url: words, title_text: words, header_title_text: words, subtitle_text: words, caption_body_text: words }))
  .min(1);

type Reader = (body: unknown, text: string) => Share | null;

const readers: Record<string, Reader> = {
  media_share: (body) => ({ shared: toPost('post', body) }),
  clip: (body) => ({ shared: toPost('reel', held.safeParse(body).data?.clip ?? body) }),
  felix_share: (body) => ({ shared: toPost('reel', held.safeParse(body).data?.video ?? body) }),
  reel_share: readStoryAnswer,
  story_share: readStory,
  profile: (body) => {
    const found = profile.safeParse(body).data;
    return found ? { shared: toLink(`${site}/${found.username}/`, found.full_name || found.username, `@${found.username}`) } : null;
  },
  hashtag: (body) => {
    const found = hashtag.safeParse(body).data;
    return found ? { shared: toLink(`${site}/explore/tags/${encodeURIComponent(found.name)}/`, `#${found.name}`) } : null;
  },
  product_share: (body) => {
    const found = product.safeParse(body).data?.product;
    return found ? { shared: shape('product', undefined, found.name, found.current_price) } : null;
  },
};

/** What a message of this kind points at; null when it is none that points at something. */
export function readShared(type: string, item: Record<string, unknown>): Share | null {
  const text = typeof item['text'] === 'string' ? item['text'] : '';
  if (type.startsWith('xma') || type === 'generic_xma') return readXma(type, item[type], text);
  return readers[type]?.(item[type], text) ?? null;
}

/** An answer to the account's story, or a story that mentions it. A reaction is an answer of one emoji. */
function readStoryAnswer(body: unknown): Share | null {
  const found = reel.safeParse(body).data;
  if (!found) return null;
  const what = found.type === 'mention' ? 'story-mention' : 'story-reply';
  return { text: found.text ?? '', shared: shape(what, storyUrl(found.media)) };
}

/** A story that was sent on; gone after a day, and then only Instagram's words for it are left. */
function readStory(body: unknown): Share | null {
  const found = story.safeParse(body).data;
  if (!found) return null;
  return { text: found.text ?? '', shared: shape('post', storyUrl(found.media), found.title, found.message) };
}

/** Newer kinds of share all have the same form: where it leads, and what stands on it. */
function readXma(type: string, body: unknown, text: string): Share | null {
  const [first] = xma.safeParse(body).data ?? [];
  if (!first) return null;
  const title = first.header_title_text ?? first.title_text;
  const lines = [first.title_text === title ? undefined : first.title_text, first.subtitle_text, first.caption_body_text];
  return { text, shared: shape(xmaKind(type), first.target_url, title, lines.filter(Boolean).join('\n')) };
}

function xmaKind(type: string): Shared['what'] {
  if (type.includes('clip')) return 'reel';
  if (type.includes('mention')) return 'story-mention';
  // Stories were called reels before there were reels.
  if (type === 'xma_reel_share') return 'story-reply';
  return type.includes('link') || type.includes('profile') || type === 'generic_xma' ? 'link' : 'post';
}

function toPost(what: 'post' | 'reel', body: unknown): Shared {
  const found = media.safeParse(body).data;
  const isReel = what === 'reel' || found?.product_type === 'clips';
  const url = found?.code && `${site}/${isReel ? 'reel' : 'p'}/${encodeURIComponent(found.code)}/`;
  return shape(isReel ? 'reel' : 'post', url, found?.user?.username && `@${found.user.username}`, found?.caption?.text);
}

function storyUrl(body: unknown): string | undefined {
  const found = media.safeParse(body).data;
  const [id] = found?.id?.split('_') ?? [];
  return found?.user?.username && id ? `${site}/stories/${encodeURIComponent(found.user.username)}/${encodeURIComponent(id)}/` : undefined;
}

function toLink(url: string, title: string, text?: string): Shared {
  return shape('link', url, title, text);
}

function shape(what: Shared['what'], url?: string, title?: string, text?: string): Shared {
  return { what, ...(url && { url }), ...(title && { title }), ...(text && { text }) };
}
