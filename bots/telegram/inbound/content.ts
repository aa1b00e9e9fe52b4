import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';
import { readAttachment } from './attachments.ts';
import { messageEntity, toText } from './entities.ts';
import { unknownKindOf } from './kinds.ts';
import { readContact, readLocation } from './places.ts';
import type { MessageEnvelope } from './update.ts';

const words = z.object({
  text: z.string().optional(),
  entities: z.array(messageEntity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(messageEntity).optional(),
});

/** What a message says; undefined for a mere sign of the chat's life (a pinned message, a new wallpaper). */
export function toContent(message: MessageEnvelope): InboundContent | undefined {
  const { text, entities, caption, caption_entities } = words.parse(message);
  const attachment = readAttachment(message);
  const location = readLocation(message);
  const contact = readContact(message);
  const kind = text === undefined && !attachment && !location && !contact ? unknownKindOf(message) : undefined;
  if (kind === 'service') return undefined;
  return {
    ...toText(text ?? caption ?? kind?.text ?? '', entities ?? caption_entities ?? []),
    attachments: attachment ? [attachment] : [],
    ...(location && { location }),
    ...(contact && { contacts: [contact] }),
    ...(kind && { unsupported: true, unsupportedType: kind.name }),
    ...(message.forward_origin !== undefined && { forwarded: true }),
    ...deepLinkOf(text),
  };
}

/** `/start payload` is what a deep link (t.me/bot?start=payload) sends. */
function deepLinkOf(text: string | undefined): Pick<InboundContent, 'referral'> {
  const ref = /^\/start(?:@\w+)?\s+(\S{1,64})$/.exec(text ?? '')?.[1];
  return ref === undefined ? {} : { referral: { source: 'deep-link', ref } };
}
