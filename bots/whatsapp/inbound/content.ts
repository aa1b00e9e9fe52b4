import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';
import { readAttachment } from './attachments.ts';
import { readCards, readLocation } from './places.ts';
import { readOrder, readProduct } from './shop.ts';
import { readButton, readInteractive } from './press.ts';
import type { MessageEnvelope } from './webhook.ts';

type Reader = (message: MessageEnvelope) => Partial<InboundContent>;

const text = z.object({ body: z.string() });
const unsupported = z.object({ type: z.string().optional() });
const failure = z.object({ title: z.string().optional(), message: z.string().optional() });

/** How each kind of message is read. */
const readers: Readonly<Record<string, Reader>> = {
  text: (message) => ({ text: text.parse(message['text']).body }),
  image: readAttachment,
  video: readAttachment,
  audio: readAttachment,
  document: readAttachment,
  sticker: readAttachment,
  location: (message) => ({ location: readLocation(message['location']) }),
  contacts: (message) => ({ contacts: readCards(message['contacts']) }),
  button: (message) => readButton(message['button']),
  interactive: (message) => readInteractive(message['interactive']),
  order: (message) => readOrder(message['order']),
};

const referral = z.object({
  source_url: z.string().optional(),
  source_id: z.string().optional(),
  source_type: z.string().optional(),
  headline: z.string().optional(),
  ctwa_clid: z.string().optional(),
});

/** What a message says. Of a kind we don't know, or one that WhatsApp itself could not hand over, a placeholder under WhatsApp's name of it. */
export function toContent(message: MessageEnvelope): InboundContent {
  const read = Object.hasOwn(readers, message.type) && !message.errors?.length ? readers[message.type] : undefined;
  return {
    text: '',
    format: 'plain',
    attachments: [],
    ...(read ? read(message) : placeholder(message)),
    ...((message.context?.forwarded ?? message.context?.frequently_forwarded) && { forwarded: true }),
    ...readReferral(message.referral),
    ...readProduct(message.context?.referred_product),
  };
}

function placeholder(message: MessageEnvelope): Partial<InboundContent> {
  const named = message.type === 'unsupported' ? unsupported.safeParse(message['unsupported']).data?.type : undefined;
  const known = failure.safeParse(message.errors?.[0]).data;
  // What WhatsApp says of a picture it lost helps; that it does not support a kind we say ourselves.
  const words = message.type === 'unsupported' ? undefined : (known?.title ?? known?.message);
  return { unsupported: true, unsupportedType: named ?? message.type, ...(words !== undefined && { text: words }) };
}

function readReferral(raw: unknown): Pick<InboundContent, 'referral'> {
  if (raw === undefined || raw === null) return {};
  const { source_url, source_id, source_type, headline, ctwa_clid } = referral.parse(raw);
  const ref = source_id ?? ctwa_clid;
  return {
    referral: {
      source: source_type ?? 'ad',
      ...(ref !== undefined && { ref }),
      ...(source_url !== undefined && { url: source_url }),
      ...(headline !== undefined && { headline }),
    },
  };
}
