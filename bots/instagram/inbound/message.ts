import type { InboundContent } from '../../contract/content.ts';
import type { InboundEvent } from '../../contract/inbound.ts';
import { contentOf, emptyContent, referralOf } from './content.ts';
import type { InstagramMessage } from './envelope.ts';
import type { ItemContext } from './item.ts';

/** A message, an echo of one that the account sent by whatever way, or the word that one was unsent. */
export function parseMessage(message: InstagramMessage, { chatId, at, sender, isOurs }: ItemContext): InboundEvent {
  const { mid, reply_to: answers } = message;
  if (message.is_deleted) return { type: 'delete', chatId, externalIds: [mid], deletedAt: at };
  return {
    type: 'message',
    chatId,
    externalId: mid,
    sender,
    sentAt: at,
    ...((isOurs || message.is_echo) && { echo: true }),
    content: readContent(message),
    ...(answers?.mid !== undefined && { replyTo: { externalId: answers.mid } }),
  };
}

function readContent({
  text = '',
  attachments = [],
  quick_reply: press,
  reply_to: answers,
  referral,
  is_unsupported: isUnsupported,
}: InstagramMessage): InboundContent {
  const shown = contentOf(attachments);
  const words = [text, shown.text ?? ''].filter((part) => part !== '').join('\n');
  const story = answers?.story;
  const content: InboundContent = {
    ...emptyContent,
    ...shown,
    ...(story && { shared: { what: 'story-reply' as const, ...(story.url !== undefined && { url: story.url }) } }),
    text: words,
    ...(press && { choice: { payload: press.payload, title: text } }),
    ...(referral && { referral: referralOf(referral) }),
  };
  const isEmpty = words === '' && content.attachments.length === 0 && !content.shared && content.unsupportedType === undefined;
  if (!isUnsupported && !isEmpty) return content;
  return { ...content, unsupported: true, unsupportedType: content.unsupportedType ?? (isUnsupported ? 'unsupported' : 'empty') };
}
