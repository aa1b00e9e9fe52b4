import { createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MergeView } from '../../../../../hub/api/customers/contact-merges.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { mergesQuery } from '../../../../data/contacts/contact.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { fullTime, shortDate } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { undoMergeAndTell } from '../../merge/undo-merge.ts';

/** Which contacts were merged into this one, and how long that can be undone; nothing when there are none. */
@customElement('hub-contact-merges')
export class HubContactMerges extends HubElement {
  @property({ attribute: false }) contactId = '';
  @state() private undoing: string | null = null;
  readonly #merges = createQueryController(
    this,
    () => {
      const options = mergesQuery(this.contactId);
      // What is on its way is done in a moment.
      const interval = ({ state: { data } }: { state: { data?: MergeView[] | undefined } }) =>
        data?.some(({ state }) => state === 'moving' || state === 'undoing') ? 1500 : false;
      return { ...options, refetchInterval: interval };
    },
    queryClient,
  );

  protected override render() {
    const merges = (this.#merges().data ?? []).filter(({ state }) => state !== 'undone');
    if (merges.length === 0) return nothing;
    return html`<section>
      <h2>${t('contacts:merges')}</h2>
      <ul class="merges">
        ${merges.map((merge) => this.#renderOne(merge))}
      </ul>
    </section>`;
  }

  #renderOne({ id, from, moved, by, createdAt, undoUntil, state }: MergeView) {
    return html`<li>
      <span class="texts">
        <span><b>${from.name}</b> · ${t('contacts:mergeConversations', { count: moved.conversations })}</span>
        <span class="quiet" title=${fullTime(createdAt)}
          >${t('contacts:mergedBy', { name: by.name, date: shortDate(createdAt) })}${
            undoUntil ? ` · ${t('contacts:undoUntil', { date: shortDate(undoUntil) })}` : ''
          }</span
        >
      </span>
      ${
        undoUntil && may('contact.edit')
          ? html`<button class="button small" ?disabled=${this.undoing === id || state === 'undoing'} @click=${() => this.#undo(id)}>
              ${t('contacts:undoMerge')}
            </button>`
          : nothing
      }
    </li>`;
  }

  async #undo(mergeId: string): Promise<void> {
    this.undoing = mergeId;
    await undoMergeAndTell(mergeId);
    this.undoing = null;
  }
}
