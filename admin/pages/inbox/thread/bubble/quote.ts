import { CornerUpLeft } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { toPlain } from '../../../../../bots/contract/rich-text.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import type { Scene } from '../scene.ts';
import { oneLine } from '../text/text.ts';

/** What a message answers: a press goes there. */
export function renderQuote({ replyTo }: MessageView, scene: Scene): TemplateResult | typeof nothing {
  if (!replyTo) return nothing;
  const { messageId } = replyTo;
  const answered = messageId === null ? undefined : scene.find(messageId);
  const words = answered ? wordsIn(answered) : oneLine(replyTo.text ?? '') || t('thread:quoteUnknown');
  const who = answered?.author.name;
  const inside = html`<span class="sr-only">${t('thread:quoteOf')}</span
    ><span class="by">${icon(CornerUpLeft, 12)} ${who ?? t('thread:quoteUnknown')}</span
    ><span class="said ellipsis">${who === undefined && words === t('thread:quoteUnknown') ? nothing : words}</span>`;
  if (messageId === null) return html`<span class="quote">${inside}</span>`;
  return html`<button class="quote" @click=${() => scene.acts.goToQuoted(messageId)}>${inside}</button>`;
}

/** A message in a few words: its text, else what it carries. */
export function wordsIn(message: Pick<MessageView, 'text' | 'format' | 'attachments' | 'location' | 'deletedAt'>): string {
  if (message.deletedAt !== undefined) return t('thread:deleted');
  const text = oneLine(message.format === 'markdown' ? toPlain(message.text) : message.text);
  if (text !== '') return text;
  const first = message.attachments[0];
  if (first) return first.kind === 'document' ? first.name : t(`thread:kind.${first.kind}`);
  return message.location ? t('thread:location') : t('thread:attachment');
}
