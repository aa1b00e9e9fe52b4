import { Users } from 'lucide';
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { showUndo } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { askForFocus, setMode } from '../../../../data/conversations/composing.ts';
import type { OutboxEntry } from '../../../../data/conversations/composing/outbox-entry.ts';
import { putIntoDraft, takeBack } from '../../../../data/conversations/composing/send-draft.ts';
import { discard, retry } from '../../../../data/conversations/outbox.ts';
import { clockTime, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';

/** A reply that was held back: what a colleague answered meanwhile, and the three things one can do about it. */
@customElement('hub-stale-reply')
export class HubStaleReply extends HubElement {
  @property({ attribute: false }) entry: OutboxEntry | null = null;

  protected override render() {
    const { entry } = this;
    if (!entry) return html``;
    const unseen = entry.unseen ?? [];
    const names = [...new Set(unseen.map(({ author }) => author.name))].join(', ');
    return html`<section class="stale callout warn" aria-label=${t('composer:stale')}>
      ${icon(Users)}
      <div class="stack">
        <p role="alert">
          <strong>${names ? t('composer:staleHeading', { name: names, count: unseen.length }) : t('composer:outcome.stale')}</strong>
        </p>
        <ol class="unseen scroll" tabindex="0" aria-label=${t('composer:staleUnseen')}>
          ${unseen.map(
            ({ author, createdAt, text, attachments }) =>
              html`<li>
                <span class="who"
                  >${author.name}
                  <time class="faint" datetime=${createdAt} title=${fullTime(createdAt)}>${clockTime(createdAt)}</time></span
                >
                <span class="said">${text || attachments.map(({ name }) => name).join(', ')}</span>
              </li>`,
          )}
        </ol>
        <p class="held">
          <span class="quiet">${t('composer:staleYours')}</span>
          <span class="said">${entry.text || entry.attachments.map(({ name }) => name).join(', ')}</span>
        </p>
        <div class="row choices">
          <button class="button small primary" @click=${() => retry(entry.clientId, { force: true })}>${t('composer:sendAnyway')}</button>
          <button class="button small" @click=${() => this.#edit(entry)}>${t('common:edit')}</button>
          <button class="button small plain" @click=${() => this.#discard(entry)}>${t('common:discard')}</button>
        </div>
      </div>
    </section>`;
  }

  #edit({ clientId, conversationId }: OutboxEntry): void {
    takeBack(clientId);
    setMode(conversationId, 'reply');
    askForFocus(conversationId);
  }

  #discard({ clientId, conversationId }: OutboxEntry): void {
    const entry = discard(clientId);
    askForFocus(conversationId);
    if (entry) showUndo(t('composer:discarded'), () => putIntoDraft(entry));
  }
}
