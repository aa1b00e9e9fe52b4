import type { MessageView } from '../../../hub/api/customers/messages.ts';
import type { Translate } from '../console.ts';
import { toStyled } from '../telegram/rich-text.ts';
import { cutText, join, lines, style, type Styled } from '../telegram/entities.ts';

const sharedLength = 500;

type AttachmentView = MessageView['attachments'][number];

/** What a message says in words: its text, else what it carries. */
export function describeContent(t: Translate, message: MessageView): Styled {
  if (message.unsupported) return style('italic', t('message.unsupported', { type: message.unsupportedType ?? '?' }));
  const place = message.location
    ? `📍 ${[message.location.name, message.location.address].filter(Boolean).join(', ') || t('message.location')}`
    : null;
  const passedOn = message.shared ? describeShared(t, message.shared) : null;
  const people = message.contacts?.map((contact) => `👤 ${[contact.name, ...contact.phones, ...contact.emails].join(' · ')}`) ?? [];
  const text = message.text === '' ? null : toStyled(message.text, message.format);
  return lines(passedOn, text, place, ...people, ...(text === null ? message.attachments.map((file) => describeAttachment(t, file)) : []));
}

/** A story, a post or a product that a message points at: what it is, its title, where it is, and what explains it. */
function describeShared(t: Translate, { what, title, url, text }: NonNullable<MessageView['shared']>): Styled {
  const head = `🔗 ${[t(`shared.${what}`), title].filter(Boolean).join(': ')}`;
  return lines(head, url ?? null, text === undefined ? null : style('blockquote', cutText(text, sharedLength)));
}

/** An attachment in one line, with the reason when it can't be had. */
export function describeAttachment(t: Translate, file: AttachmentView): Styled {
  const what = `${attachmentEmoji(file)} ${file.name}`;
  if (file.state === 'ready') return join(what);
  return join(what, ' ', style('italic', `(${t(`attachment.${file.state}`)})`));
}

function attachmentEmoji({ kind }: AttachmentView): string {
  return { image: '🖼', video: '🎬', audio: '🎵', voice: '🎤', document: '📄', sticker: '🙂' }[kind];
}

/** Adds what happened to the words since: the old wording of an edit in a quote that folds, or that it was deleted. */
export function describeEdited(t: Translate, message: MessageView, content: Styled): Styled {
  if (message.deletedAt) return join(style('strikethrough', content.text), ' ', style('italic', t('message.deleted')));
  const before = message.revisions?.at(-1)?.text;
  if (!message.editedAt) return content;
  const mark = join(content, ' ', style('italic', t('message.edited')));
  return before ? lines(mark, style('expandable_blockquote', cutText(toStyled(before, message.format).text, 1000))) : mark;
}

/** Reactions of the customer, one line; null without any. */
export function describeReactions(message: MessageView): string | null {
  return message.reactions.length > 0 ? message.reactions.map(({ emoji }) => emoji).join(' ') : null;
}
