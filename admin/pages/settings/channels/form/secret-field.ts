import { Eye, EyeOff } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';

/** A field for a secret: hidden unless it is asked to be shown, and never filled by the browser. */
@customElement('hub-secret-field')
export class HubSecretField extends HubElement {
  /** Of the input, for its label. */
  @property() field = '';
  @property() label = '';
  @property() value = '';
  @property() hint = '';
  @property() error = '';
  @property() placeholder = '';
  @property({ type: Boolean }) required = false;
  /** Has the focus first in its dialog. */
  @property({ type: Boolean, attribute: 'is-focused' }) isFocused = false;
  @property({ attribute: false }) onInput: (value: string) => void = () => undefined;
  @state() private isShown = false;

  protected override render() {
    const described = [this.hint ? `${this.field}-hint` : '', this.error ? `${this.field}-error` : ''].filter(Boolean).join(' ');
    return html`<div class="field">
      <label for=${this.field}>${this.label}</label>
      <div class="secret">
        <input
          id=${this.field}
          class="input"
          type=${this.isShown ? 'text' : 'password'}
          autocomplete="new-password"
          autocapitalize="off"
          spellcheck="false"
          data-1p-ignore
          placeholder=${this.placeholder}
          ?autofocus=${this.isFocused}
          .value=${live(this.value)}
          aria-required=${this.required}
          aria-invalid=${this.error ? 'true' : nothing}
          aria-describedby=${described || nothing}
          @input=${(event: InputEvent) => {
            if (event.currentTarget instanceof HTMLInputElement) this.onInput(event.currentTarget.value);
          }}
        />
        <button
          type="button"
          class="icon-button"
          aria-pressed=${this.isShown}
          aria-label=${t('channels:showSecret', { label: this.label })}
          title=${this.isShown ? t('channels:hide') : t('channels:show')}
          @click=${() => {
            this.isShown = !this.isShown;
          }}
        >
          ${icon(this.isShown ? EyeOff : Eye)}
        </button>
      </div>
      ${this.hint ? html`<span id="${this.field}-hint" class="hint">${this.hint}</span>` : nothing}
      ${this.error ? html`<span id="${this.field}-error" class="error">${this.error}</span>` : nothing}
    </div>`;
  }
}
