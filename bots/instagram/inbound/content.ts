import { z } from 'zod';
import type { InboundAttachment, InboundContent, Referral } from '../../contract/content.ts';
import type { InstagramAttachment, InstagramReferral } from './envelope.ts';

/** A message that says nothing yet. */
export const emptyContent: InboundContent = { text: '', format: 'plain', attachments: [] };

/** Files, by what they are to a person. What customers record comes as audio, and audio comes from nowhere else. */
const fileKinds: Record<string, InboundAttachment['kind']> = {
  image: 'image',
  video: 'video',
  audio: 'voice',
  file: 'document',
  sticker: 'sticker',
};

/** What points at something within Instagram; its address may be a page or a file that ends, so it is shown and never fetched. */
const sharedKinds: Record<string, NonNullable<InboundContent['shared']>['what']> = {
  share: 'post',
  ig_post: 'post',
  post: 'post',
  ig_reel: 'reel',
  reel: 'reel',
  story_mention: 'story-mention',
  ig_story: 'link',
  fallback: 'link',
};

type Part = Partial<Pick<InboundContent, 'shared' | 'text' | 'unsupportedType'>> & { file?: InboundAttachment };

/** What hangs on a message, in the contract's words. Of several things that were shared the first is shown as such, the others as their addresses. */
export function contentOf(attachments: readonly InstagramAttachment[]): Partial<InboundContent> {
  const parts = attachments.map(partOf);
  const [shared, ...others] = parts.flatMap((part) => (part.shared ? [part.shared] : []));
  const texts = [...parts.flatMap(({ text }) => (text ? [text] : [])), ...others.flatMap(({ title, url }) => title ?? url ?? [])];
  const unknown = parts.find(({ unsupportedType }) => unsupportedType !== undefined)?.unsupportedType;
  const files = parts.flatMap(({ file }) => (file ? [file] : []));
  return {
    ...(texts.length > 0 && { text: texts.join('\n') }),
    ...(files.length > 0 && { attachments: files }),
    ...(shared && { shared }),
    // A part that can be shown says more than a placeholder for another that can't.
    ...(unknown !== undefined && files.length === 0 && !shared && texts.length === 0 && { unsupported: true, unsupportedType: unknown }),
  };
}

function partOf({ type, payload }: InstagramAttachment): Part {
  const { url, title } = payload;
  const kind = fileKinds[type];
  if (kind !== undefined && url !== undefined) return { file: { kind, ref: url } };
  if (type === 'like_heart') return { text: '❤' };
  if (type === 'template') return templateOf(payload);
  const what = sharedKinds[type];
  // What a private account shared comes without an address.
  if (what !== undefined) return { shared: { what, ...(url !== undefined && { url }), ...(title !== undefined && { title }) } };
  return { unsupportedType: type };
}

const element = z.object({ title: z.string().optional(), subtitle: z.string().optional(), image_url: z.string().optional() });
const cards = z.object({ elements: z.array(element).min(1).max(50) });

/** Products a customer sent on, or a card of ours that comes back as an echo. */
function templateOf({ product, generic }: InstagramAttachment['payload']): Part {
  const sold = cards.safeParse(product);
  const [first] = sold.data?.elements ?? [];
  if (first) {
    const { title, subtitle, image_url: url } = first;
    return { shared: { what: 'product', ...(title && { title }), ...(subtitle && { text: subtitle }), ...(url && { url }) } };
  }
  const card = cards.safeParse(generic);
  const text = (card.data?.elements ?? []).flatMap(({ title, subtitle }) => [title, subtitle].filter(Boolean)).join('\n');
  return text === '' ? { unsupportedType: 'template' } : { text };
}

/** Where the customer came from. */
export function referralOf({
  source,
  type,
  ref,
  ad_id: advert,
  ads_context_data: context,
  product,
  referer_uri: page,
}: InstagramReferral): Referral {
  const url = page ?? context?.video_url ?? context?.photo_url;
  const named = ref ?? advert ?? product?.id;
  return {
    source: product ? 'product' : (source ?? type ?? 'link').toLowerCase(),
    ...(named !== undefined && { ref: named }),
    ...(url !== undefined && { url }),
    ...(context?.ad_title !== undefined && { headline: context.ad_title }),
  };
}
