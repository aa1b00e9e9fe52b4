import { Copy, ExternalLink } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { issuesOf, wordsOf } from '../../../../app/feedback/error-words.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { copyText } from '../../actions/copy-link.ts';
import './inline-field.css';

type FieldKind = 'text' | 'tel' | 'email' | 'url' | 'number' | 'date' | 'choice';

let made = 0;

/** A value that is changed where it stands: Enter or leaving it saves, Escape leaves it as it was. */
@customElement('hub-inline-field')
export class HubInlineField extends HubElement {
  @property({ attribute: false }) label = '';
  /** As it is edited; empty for none. */
  @property({ attribute: false }) value = '';
  /** As it is read, where that is something else. */
  @property({ attribute: false }) shown = '';
  @property({ attribute: false }) kind: FieldKind = 'text';
  /** Of a choice: what may be chosen, beside nothing. */
  @property({ attribute: false }) choices: readonly { value: string; label: string }[] = [];
  /** What stands where there is nothing. */
  @property({ attribute: false }) placeholder = '';
  @property({ type: Boolean }) isReadonly = false;
  @property({ type: Boolean }) isRequired = false;
  @property({ type: Boolean }) canCopy = false;
  /** Without its label before it. */
  @property({ type: Boolean }) isBare = false;
  /** Keeps what was typed; throws why not. */
  @property({ attribute: false }) save: (typed: string) => Promise<void> = () => Promise.resolve();
  @state() private isEditing = false;
  @state() private typed = '';
  @state() private error = '';
  @state() private isSaving = false;
  @query('.edit') private field!: HTMLInputElement | HTMLSelectElement | null;
  @query('button.value') private button!: HTMLButtonElement | null;
  readonly #id = `inline-${(made += 1)}`;

  protected override render() {
    return html`${this.isBare ? nothing : html`<span class="label ellipsis" title=${this.label}>${this.label}</span>`}
      <span class="hold">
        ${this.isEditing ? this.#renderEdit() : this.#renderValue()}
        ${this.error ? html`<span id="${this.#id}-error" class="error" role="alert">${this.error}</span>` : nothing}
      </span>`;
  }

  #renderValue() {
    const words = this.shown || this.value;
    const shown = words || this.placeholder || t(this.isReadonly ? 'panel:emptyReadonly' : 'panel:empty');
    return html`${
      this.isReadonly
        ? html`<span class="value ellipsis ${words ? '' : 'none'}" title=${words}>${shown}</span>`
        : html`<button
            class="value ellipsis ${words ? '' : 'none'}"
            title=${words || nothing}
            aria-label=${words ? t('panel:editField', { label: this.label, value: words }) : `${this.label}: ${shown}`}
            @click=${this.#begin}
          >
            ${shown}
          </button>`
    }${
      this.kind === 'url' && /^https?:\/\//.test(this.value)
        ? html`<a
            class="icon-button tool"
            href=${this.value}
            target="_blank"
            rel="noopener noreferrer"
            aria-label=${t('panel:openFile', { name: this.label })}
            >${icon(ExternalLink, 13)}</a
          >`
        : nothing
    }${
      this.canCopy && this.value
        ? html`<button
            class="icon-button tool"
            aria-label=${t('panel:copyField', { label: this.label })}
            title=${t('common:copy')}
            @click=${() => void copyText(this.value, t('panel:fieldCopied', { label: this.label }))}
          >
            ${icon(Copy, 13)}
          </button>`
        : nothing
    }`;
  }

  #renderEdit() {
    const described = this.error ? `${this.#id}-error` : nothing;
    if (this.kind === 'choice') {
      return html`<select
        class="input edit"
        aria-label=${this.label}
        aria-invalid=${this.error ? 'true' : nothing}
        aria-describedby=${described}
        ?disabled=${this.isSaving}
        @change=${(event: Event) => this.#choose(event)}
        @blur=${this.#leave}
        @keydown=${this.#key}
      >
        ${this.isRequired ? nothing : html`<option value="" ?selected=${this.value === ''}>${t('panel:notSet')}</option>`}
        ${this.choices.map(({ value, label }) => html`<option value=${value} ?selected=${value === this.value}>${label}</option>`)}
      </select>`;
    }
    return html`<input
      class="input edit"
      type=${this.kind === 'number' ? 'text' : this.kind}
      inputmode=${this.kind === 'number' ? 'decimal' : nothing}
      aria-label=${this.label}
      aria-invalid=${this.error ? 'true' : nothing}
      aria-describedby=${described}
      autocomplete="off"
      .value=${live(this.typed)}
      ?readonly=${this.isSaving}
      @input=${(event: Event) => {
        if (event.currentTarget instanceof HTMLInputElement) this.typed = event.currentTarget.value;
      }}
      @blur=${this.#leave}
      @keydown=${this.#key}
    />`;
  }

  #begin = async (): Promise<void> => {
    this.typed = this.value;
    this.isEditing = true;
    await this.updateComplete;
    this.field?.focus();
    if (this.field instanceof HTMLInputElement && this.kind !== 'date') this.field.select();
  };

  #choose(event: Event): void {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    this.typed = event.currentTarget.value;
    void this.#keep({ focusBack: true });
  }

  #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing && this.kind !== 'choice') {
      event.preventDefault();
      void this.#keep({ focusBack: true });
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#end({ focusBack: true });
    }
  };

  #leave = (): void => {
    if (this.isEditing && !this.isSaving) void this.#keep({ focusBack: false });
  };

  async #keep({ focusBack }: { focusBack: boolean }): Promise<void> {
    const typed = this.typed.trim();
    if (typed === this.value || (typed === '' && this.isRequired)) {
      this.#end({ focusBack });
      return;
    }
    this.isSaving = true;
    this.error = '';
    try {
      await this.save(typed);
      this.#end({ focusBack });
    } catch (error) {
      // What was typed stays, to be mended.
      this.error = this.#wordsOf(error);
    } finally {
      this.isSaving = false;
    }
  }

  #wordsOf(error: unknown): string {
    if (error instanceof InvalidValue) return error.message;
    if (issuesOf(error).length === 0) return wordsOf(error);
    return t(this.kind === 'email' || this.kind === 'tel' ? `panel:invalid.${this.kind}` : 'panel:invalid.text');
  }

  #end({ focusBack }: { focusBack: boolean }): void {
    this.isEditing = false;
    this.error = '';
    if (focusBack) void this.updateComplete.then(() => this.button?.focus());
  }
}

/** What was typed can't be what the field holds; the message says why, in the language on screen. */
export class InvalidValue extends Error {}
