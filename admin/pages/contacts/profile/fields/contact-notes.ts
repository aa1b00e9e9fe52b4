import { html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ContactView } from '../../../../../hub/api/customers/contacts.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { changeContact } from '../../../../data/contacts/contact.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';

const pauseMs = 700;

/** What the team wrote about a contact; kept by itself while it is written. */
@customElement('hub-contact-notes')
export class HubContactNotes extends HubElement {
  @property({ attribute: false }) contact!: ContactView;
  @state() private saving: 'idle' | 'saving' | 'saved' | 'failed' = 'idle';
  @query('textarea') private field!: HTMLTextAreaElement | null;
  #failure: unknown = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whose notes these are: what was typed is kept there, wherever the page goes on to. */
  #typed: { contactId: string; text: string } | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#save();
  }

  protected override willUpdate(): void {
    if (this.#typed && this.#typed.contactId !== this.contact.id) void this.#save();
  }

  protected override render() {
    if (!may('contact.edit')) return html`<p class="notes-read">${this.contact.notes || t('contacts:noNotes')}</p>`;
    return html`<textarea
        class="input"
        rows="3"
        maxlength="10000"
        aria-label=${t('contacts:field.notes')}
        placeholder=${t('contacts:notesPlaceholder')}
        @input=${this.#onInput}
        @blur=${() => this.#save()}
      ></textarea>
      <span class="hint" role="status">${this.#stateWords()}</span>`;
  }

  protected override updated(): void {
    // What a colleague wrote comes in while nobody types here.
    if (this.field && this.#typed === null && this.field.value !== this.contact.notes) this.field.value = this.contact.notes;
  }

  #stateWords() {
    if (this.saving === 'failed')
      return html`<span class="error">${wordsOf(this.#failure)}</span>
        <button class="button small" @click=${() => this.#save()}>${t('common:retry')}</button>`;
    return this.saving === 'idle'
      ? t('contacts:notesHint')
      : this.saving === 'saving'
        ? t('contacts:savingNotes')
        : t('contacts:savedNotes');
  }

  #onInput = (): void => {
    this.#typed = { contactId: this.contact.id, text: this.field?.value ?? '' };
    this.saving = 'saving';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), pauseMs);
  };

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    const typed = this.#typed;
    if (!typed) return;
    try {
      await changeContact(typed.contactId, { notes: typed.text });
      // More may have been typed meanwhile: that has its own timer.
      if (this.#typed === typed) this.#typed = null;
      this.saving = this.#typed === null ? 'saved' : 'saving';
    } catch (error) {
      this.#failure = error;
      this.saving = 'failed';
    }
  }
}
