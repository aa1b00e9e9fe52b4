import { Pencil, Reply, X } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessageView } from '../../../../hub/api/customers/messages.ts';
import { icon } from '../../../components/icon.ts';
import { composingOf, stopEdit, stopReply } from '../../../data/conversations/composing.ts';
import { messageById } from '../../../data/conversations/composing/send-draft.ts';
import { draftOf } from '../../../data/conversations/drafts.ts';
import { isMine } from '../../../data/conversations/thread-live.ts';
import { t } from '../../../words/words.ts';

/** What is answered or changed, with how to leave it; nothing where neither is. `isQuoteSeen`: the customer sees what is answered. */
export function renderBar(
  conversationId: string,
  { isQuoteSeen, focus }: { isQuoteSeen: boolean; focus: () => void },
): TemplateResult | typeof nothing {
  const { mode, editing } = composingOf(conversationId).value;
  if (editing) {
    const cancel = (): void => {
      stopEdit(conversationId);
      focus();
    };
    return bar({
      picture: Pencil,
      heading: t('composer:editing'),
      text: excerpt(editing.message),
      cancelLabel: t('composer:stopEdit'),
      cancel,
    });
  }
  const { replyTo } = draftOf(conversationId, mode).value;
  if (replyTo === null) return nothing;
  const message = messageById(conversationId, replyTo);
  const name = message === undefined ? '' : isMine(message) ? t('common:you') : message.author.name;
  const heading = name ? t('composer:replyingTo', { name }) : t('composer:replyingToOne');
  return bar({
    picture: Reply,
    heading: isQuoteSeen ? heading : `${heading} · ${t('composer:quoteUnseen')}`,
    text: message ? excerpt(message) : '',
    cancelLabel: t('composer:stopReply'),
    cancel: () => {
      stopReply(conversationId);
      focus();
    },
  });
}

function bar({
  picture,
  heading,
  text,
  cancelLabel,
  cancel,
}: {
  picture: typeof Reply;
  heading: string;
  text: string;
  cancelLabel: string;
  cancel: () => void;
}): TemplateResult {
  return html`<div class="bar">
    ${icon(picture, 14)}
    <span class="about"><span class="heading">${heading}</span><span class="ellipsis quiet">${text}</span></span>
    <button class="icon-button" aria-label=${cancelLabel} title="${cancelLabel} (Esc)" @click=${cancel}>${icon(X, 14)}</button>
  </div>`;
}

function excerpt({ text, attachments }: MessageView): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200) || attachments.map(({ name }) => name).join(', ');
}
