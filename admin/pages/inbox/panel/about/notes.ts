import { html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { changeContact } from '../../../../data/contacts/contact.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';

const pauseMs = 800;

/** What colleagues should know of a contact; kept by itself while one writes. */
@customElement('hub-contact-notes')
export class HubContactNotes extends HubElement {
  @property({ attribute: false }) contactId = '';
  /** As the hub has them. */
  @property({ attribute: false }) notes = '';
  /** As they are written here; null: nothing is that the hub doesn't have. */
  @state() private typed: string | null = null;
  @state() private state: 'idle' | 'saving' | 'saved' | 'failed' = 'idle';
  @state() private failure = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    const before: unknown = changed.get('contactId');
    if (typeof before !== 'string' || before === '' || before === this.contactId) return;
    // Another contact came in under the cursor: what was written belongs to the one before.
    if (this.typed !== null) void this.#save(before, this.typed);
    clearTimeout(this.#timer);
    this.typed = null;
    this.state = 'idle';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#flush();
  }

  protected override render() {
    if (!may('contact.edit'))
      return html`<p class="notes-text">${this.notes || html`<span class="faint">${t('panel:emptyReadonly')}</span>`}</p>`;
    return html`<textarea
        class="input"
        rows="3"
        maxlength="10000"
        aria-label=${t('panel:section.notes')}
        aria-describedby="contact-notes-state"
        placeholder=${t('panel:notesPlaceholder')}
        .value=${live(this.typed ?? this.notes)}
        @input=${this.#type}
        @blur=${this.#flush}
      ></textarea>
      <p id="contact-notes-state" class="hint" role="status">${this.#words()}</p>`;
  }

  #words() {
    if (this.state === 'failed')
      return html`<span class="error">${t('panel:notSaved')}. ${this.failure}</span>
        <button class="button plain small" @click=${this.#flush}>${t('common:retry')}</button>`;
    if (this.state === 'saving' || this.typed !== null) return t('panel:saving');
    return t(this.state === 'saved' ? 'panel:saved' : 'panel:notesHint');
  }

  #type = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLTextAreaElement)) return;
    this.typed = event.currentTarget.value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#flush, pauseMs);
  };

  #flush = (): void => {
    clearTimeout(this.#timer);
    if (this.typed !== null) void this.#save(this.contactId, this.typed);
  };

  async #save(contactId: string, notes: string): Promise<void> {
    this.state = 'saving';
    try {
      await changeContact(contactId, { notes });
      if (contactId !== this.contactId) return;
      this.state = 'saved';
      // What was written meanwhile is saved next.
      if (this.typed === notes) this.typed = null;
    } catch (error) {
      this.state = 'failed';
      this.failure = wordsOf(error);
    }
  }
}
