import { Bot, Lock, Pencil } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import type { MessageView } from '../../../../../hub/api/customers/messages.ts';
import { avatar } from '../../../../components/avatar.ts';
import { icon } from '../../../../components/icon.ts';
import { clockTime, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { renderToolbar } from '../actions/toolbar.ts';
import { renderDelivery, renderTrouble } from '../delivery/delivery.ts';
import { renderAttachments } from '../files/attachments.ts';
import type { Scene } from '../scene.ts';
import { renderText } from '../text/text.ts';
import type { MessageRow } from '../timeline/rows.ts';
import { renderCards, renderOrigin } from './cards.ts';
import { renderQuote } from './quote.ts';
import { renderReactions } from './reactions.ts';
import './message.css';

/** One message as everybody knows it: left what the customer said, right what we said, in yellow what only the team reads. */
export function renderMessage(row: MessageRow, scene: Scene): TemplateResult {
  const { message, isFirst, isLast } = row;
  const side = sideOf(message);
  const classes = ['message', side, isFirst ? 'first' : '', isLast ? 'last' : '', isBare(message) ? 'bare' : ''].filter(Boolean).join(' ');
  return html`<div class=${classes}>
    ${isLast ? renderFace(message, scene) : html`<span class="face"></span>`}
    <div class="body">
      ${isFirst ? renderName(message, scene) : nothing}
      <div class="holder">
        <div class="bubble">${message.deletedAt === undefined ? renderContent(message, scene) : renderTombstone(message, scene)}</div>
        ${scene.activeKey === row.key ? renderToolbar(message, scene) : nothing}
      </div>
      ${renderReactions(message, scene)}${renderTrouble(message, scene)}
    </div>
  </div>`;
}

/** On which side a message stands, and in which colour. */
export function sideOf({ kind, direction }: Pick<MessageView, 'kind' | 'direction'>): 'in' | 'out' | 'note' {
  return kind === 'note' ? 'note' : direction;
}

function renderContent(message: MessageView, scene: Scene): TemplateResult {
  return html`${renderOrigin(message)}${renderQuote(message, scene)}${renderAttachments(message, scene)}${
    message.text === '' ? nothing : renderText(message, scene.typed)
  }${renderCards(message, scene)}${renderMeta(message, scene)}`;
}

function renderTombstone(message: MessageView, { acts }: Scene): TemplateResult {
  const hasWording = (message.revisions?.length ?? 0) > 0;
  const title = t('thread:deletedBy', { when: fullTime(message.deletedAt ?? '') });
  return html`<span class="tombstone" title=${title}>${t('thread:deleted')}</span> ${
      hasWording
        ? html`<button
            class="linklike"
            @click=${(event: Event) => event.currentTarget instanceof Element && acts.showHistory(message, event.currentTarget)}
          >
            ${t('thread:showDeleted')}
          </button>`
        : nothing
    }<span class="meta">${renderTime(message.sentAt)}</span>`;
}

function renderMeta(message: MessageView, { acts }: Scene): TemplateResult {
  const edited =
    message.editedAt === undefined
      ? nothing
      : html`<button
          class="linklike"
          aria-label=${t('thread:editedAt', { when: fullTime(message.editedAt) })}
          title=${t('thread:editedAt', { when: fullTime(message.editedAt) })}
          @click=${(event: Event) => event.currentTarget instanceof Element && acts.showHistory(message, event.currentTarget)}
        >
          ${icon(Pencil, 10)} ${t('thread:edited')}
        </button>`;
  return html`<span class="meta"
    >${edited}${renderTime(message.sentAt)}${message.delivery ? renderDelivery(message.delivery) : nothing}</span
  >`;
}

/** When it was said; the whole moment as the title. */
export function renderTime(at: string): TemplateResult {
  return html`<time class="numbers" datetime=${at} title=${fullTime(at)}>${clockTime(at)}</time>`;
}

function renderName({ author, kind, direction }: MessageView, { contact }: Scene): TemplateResult {
  // Some messengers tell the name only after the first message: then it is the contact's, whatever the message was stored with.
  const name = author.type === 'contact' && author.id === contact.id ? contact.name : author.name;
  const isOutside = author.type === 'system' && author.id === null && direction === 'out';
  return html`<div class="name">
    ${kind === 'note' ? html`<span class="tag">${icon(Lock, 11)} ${t('thread:note')}</span>` : nothing}
    <span class="ellipsis">${name}</span>
    ${author.type === 'bot' ? html`<span class="tag">${icon(Bot, 12)} ${t('thread:bot')}</span>` : nothing}
    ${isOutside ? html`<span class="tag">${t('thread:outside')}</span>` : nothing}
  </div>`;
}

function renderFace({ author }: MessageView, { contact }: Scene): TemplateResult {
  const isContact = author.type === 'contact' && author.id === contact.id;
  const url = author.type === 'contact' ? contact.avatarUrl : undefined;
  return html`<span class="face">${avatar(isContact ? contact.name : author.name, { size: 28, url })}</span>`;
}

/** A picture or sticker by itself needs no bubble around it. */
function isBare({ text, attachments, replyTo, forwarded, deletedAt, buttons, kind }: MessageView): boolean {
  const hasOnlyPictures = attachments.length > 0 && attachments.every((each) => each.kind === 'sticker' || each.variant === 'note');
  return hasOnlyPictures && text === '' && !replyTo && !forwarded && deletedAt === undefined && !buttons && kind === 'text';
}
