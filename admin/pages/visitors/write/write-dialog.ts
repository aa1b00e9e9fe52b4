import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { DialogDone } from '../../../app/feedback/show-dialog.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { writeTo } from '../../../data/visitors/visitor-queries.ts';
import { t } from '../../../words/words.ts';

/** The dialog of `showWrite`. */
@customElement('hub-write-dialog')
export class HubWriteDialog extends HubElement {
  @property({ attribute: false }) visitorId = '';
  @property({ attribute: false }) name = '';
  @state() private failure: unknown = null;
  @state() private isEmpty = false;
  @state() private isSending = false;
  /** One for all tries, so that a lost answer never makes two messages. */
  readonly #clientId = crypto.randomUUID();

  protected override render() {
    return html`<wa-dialog label=${t('visitors:writeTo', { name: this.name })} open>
      <form id="write-to-visitor" class="stack" novalidate @submit=${this.#send}>
        <div class="field">
          <label for="first-words">${t('visitors:firstWords')}</label>
          <textarea
            id="first-words"
            class="input"
            name="text"
            rows="4"
            maxlength="10000"
            autofocus
            aria-invalid=${this.isEmpty ? 'true' : nothing}
            aria-describedby="first-words-hint${this.isEmpty ? ' first-words-error' : ''}"
            @keydown=${this.#onKey}
          ></textarea>
          <span id="first-words-hint" class="hint">${t('visitors:writeHint')}</span>
          ${this.isEmpty ? html`<span id="first-words-error" class="error">${t('common:required')}</span>` : nothing}
        </div>
        ${this.failure ? html`<p class="error" role="alert">${wordsOf(this.failure)}</p>` : nothing}
      </form>
      <button slot="footer" class="button" @click=${() => this.dispatchEvent(new DialogDone())}>${t('common:cancel')}</button>
      <button slot="footer" class="button primary" type="submit" form="write-to-visitor" ?disabled=${this.isSending}>
        ${t('visitors:send')}
      </button>
    </wa-dialog>`;
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.querySelector('form')?.requestSubmit();
  };

  #send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const text = this.querySelector('textarea')?.value.trim() ?? '';
    this.isEmpty = text === '';
    if (this.isEmpty || this.isSending) return;
    this.isSending = true;
    this.failure = null;
    try {
      const { conversation } = await writeTo(this.visitorId, text, this.#clientId);
      this.dispatchEvent(new DialogDone(conversation.id));
    } catch (error) {
      this.failure = error;
    } finally {
      this.isSending = false;
    }
  };
}
