import { createQueryController } from '@tanstack/lit-query';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ContactView } from '../../../../hub/api/customers/contacts.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { HubElement } from '../../../components/hub-element.ts';
import '../../../components/skeleton.ts';
import { duplicatesQuery } from '../../../data/contacts/contact.ts';
import { contactSearchQuery } from '../../../data/contacts/merge.ts';
import { queryClient } from '../../../data/query-client.ts';
import { t } from '../../../words/words.ts';
import { contactLine } from './contact-line.ts';

const pauseMs = 180;

/** The contact that is the same person was chosen. */
export class ChosenContact extends Event {
  static readonly type = 'hub-chosen-contact';
  readonly contactId: string;

  constructor(contactId: string) {
    super(ChosenContact.type, { bubbles: true });
    this.contactId = contactId;
  }
}

/**
 * Finds the other contact of a merge: those that look like the same person, or by search.
 * @event hub-chosen-contact - ChosenContact
 */
@customElement('hub-merge-choose')
export class HubMergeChoose extends HubElement {
  @property({ attribute: false }) contactId = '';
  @state() private typed = '';
  @query('input') private field!: HTMLInputElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #same = createQueryController(this, () => ({ ...duplicatesQuery(this.contactId), enabled: this.contactId !== '' }), queryClient);
  readonly #found = createQueryController(this, () => ({ ...contactSearchQuery(this.typed), enabled: this.typed !== '' }), queryClient);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render() {
    return html`<div class="field">
        <label for="merge-search">${t('contacts:mergeWith')}</label>
        <input
          id="merge-search"
          class="input"
          type="search"
          autocomplete="off"
          autofocus
          placeholder=${t('contacts:mergeSearch')}
          @input=${this.#type}
        />
      </div>
      ${this.typed === '' ? this.#renderSame() : this.#renderFound()}`;
  }

  #renderSame() {
    const { data, isPending, error } = this.#same();
    if (error) return html`<p class="error">${wordsOf(error)}</p>`;
    if (isPending) return html`<hub-skeleton rows="2"></hub-skeleton>`;
    if (!data || data.length === 0) return html`<p class="quiet">${t('contacts:mergeNoSame')}</p>`;
    return html`<h3 class="quiet">${t('contacts:mergeSame')}</h3>
      <ul class="choices">
        ${data.map(({ contact, reasons }) =>
          this.#renderChoice(
            contact,
            reasons.map((reason) => t(`contacts:mergeReason.${reason}`)),
          ),
        )}
      </ul>`;
  }

  #renderFound() {
    const { data, isPending, error } = this.#found();
    if (error) return html`<p class="error">${wordsOf(error)}</p>`;
    if (isPending) return html`<hub-skeleton rows="2"></hub-skeleton>`;
    const others = (data ?? []).filter(({ id }) => id !== this.contactId);
    if (others.length === 0) return html`<p class="quiet" role="status">${t('common:nothingFound')}</p>`;
    return html`<ul class="choices">
      ${others.map((contact) => this.#renderChoice(contact, []))}
    </ul>`;
  }

  #renderChoice(contact: ContactView, reasons: readonly string[]) {
    const marks = reasons.length > 0 ? html`${reasons.map((reason) => html`<span class="chip accent">${reason}</span>`)}` : nothing;
    return html`<li>
      <button type="button" @click=${() => this.dispatchEvent(new ChosenContact(contact.id))}>${contactLine(contact, marks)}</button>
    </li>`;
  }

  #type = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.typed = this.field.value.trim();
    }, pauseMs);
  };
}
