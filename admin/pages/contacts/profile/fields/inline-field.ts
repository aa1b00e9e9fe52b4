import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { issuesOf, wordsOf } from '../../../../app/feedback/error-words.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { t } from '../../../../words/words.ts';
import './inline-field.css';

let made = 0;

/** A field that is read until it is clicked, then edited where it stands: Enter or leaving it saves, Escape takes it back. */
@customElement('hub-inline-field')
export class HubInlineField extends HubElement {
  @property() label = '';
  /** The label is read out only: for the second phone of a list. */
  @property({ type: Boolean }) isLabelHidden = false;
  /** As it is edited; empty: none. */
  @property() value = '';
  /** As it is read, where that differs. */
  @property({ attribute: false }) words: string | TemplateResult | null = null;
  @property() type: 'text' | 'email' | 'tel' | 'number' | 'date' | 'url' = 'text';
  /** With them it is chosen from a list. */
  @property({ attribute: false }) choices: readonly { value: string; label: string }[] | null = null;
  /** What is said instead of a value. */
  @property() placeholder = '';
  @property({ type: Boolean }) isReadonly = false;
  /** A value that may not be taken away. */
  @property({ type: Boolean }) isRequired = false;
  /** What is wrong with a text that isn't empty, in words; empty: nothing. */
  @property({ attribute: false }) problemOf: (text: string) => string = () => '';
  /** Keeps it; what it throws is said under the field. */
  @property({ attribute: false }) save: (text: string) => Promise<unknown> = () => Promise.resolve();
  /** What stands behind the value: a link, a button to copy. */
  @property({ attribute: false }) extra: TemplateResult | typeof nothing = nothing;
  @state() private isEditing = false;
  @state() private isSaving = false;
  @state() private problem = '';
  @query('.input') private input!: HTMLInputElement | HTMLSelectElement | null;
  readonly #id = `inline-${(made += 1)}`;

  /** Begins to edit. */
  async edit(): Promise<void> {
    if (this.isReadonly) return;
    this.isEditing = true;
    this.problem = '';
    await this.updateComplete;
    this.input?.focus();
    if (this.input instanceof HTMLInputElement && this.input.type !== 'date') this.input.select();
  }

  protected override render() {
    return html`<div class="inline ${this.isEditing ? 'editing' : ''}">
      <span class="label ${this.isLabelHidden ? 'sr-only' : ''}" id="${this.#id}-label">${this.label}</span>
      <div class="at">
        ${this.isEditing ? this.#renderInput() : this.#renderValue()}${this.isEditing ? nothing : this.extra}
        ${this.problem ? html`<span id="${this.#id}-problem" class="error" role="alert">${this.problem}</span>` : nothing}
      </div>
    </div>`;
  }

  #renderValue() {
    const words = this.value === '' ? nothing : (this.words ?? this.value);
    if (this.isReadonly) return html`<span class="read">${words === nothing ? '–' : words}</span>`;
    return html`<button
      type="button"
      class="read"
      id="${this.#id}-value"
      aria-labelledby="${this.#id}-label ${this.#id}-value"
      title=${t('contacts:clickToEdit')}
      @click=${() => this.edit()}
    >
      ${words === nothing ? html`<span class="faint">${this.placeholder}</span>` : words}
    </button>`;
  }

  #renderInput() {
    const described = this.problem ? `${this.#id}-problem` : nothing;
    if (this.choices)
      return html`<select
        class="input"
        aria-labelledby="${this.#id}-label"
        aria-describedby=${described}
        ?disabled=${this.isSaving}
        @change=${() => this.#finish()}
        @keydown=${this.#key}
        @blur=${() => this.#finish()}
      >
        ${this.isRequired ? nothing : html`<option value="" ?selected=${this.value === ''}>–</option>`}
        ${this.choices.map(({ value, label }) => html`<option value=${value} ?selected=${value === this.value}>${label}</option>`)}
      </select>`;
    return html`<input
      class="input"
      type=${this.type}
      step="any"
      autocomplete="off"
      .value=${this.value}
      aria-labelledby="${this.#id}-label"
      aria-invalid=${this.problem ? 'true' : nothing}
      aria-describedby=${described}
      ?readonly=${this.isSaving}
      @keydown=${this.#key}
      @blur=${() => this.#finish()}
    />`;
  }

  #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      void this.#leave(true);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void this.#finish(true);
    }
  };

  async #finish(byKey = false): Promise<void> {
    if (!this.isEditing || this.isSaving || !this.input) return;
    const text = this.input.value.trim();
    if (text === this.value) return this.#leave(byKey);
    this.problem = text === '' ? (this.isRequired ? t('common:required') : '') : this.problemOf(text);
    if (this.problem) return;
    this.isSaving = true;
    try {
      await this.save(text);
      await this.#leave(byKey);
    } catch (error) {
      this.problem = issuesOf(error)[0]?.message ?? wordsOf(error);
    } finally {
      this.isSaving = false;
    }
  }

  async #leave(takeFocus: boolean): Promise<void> {
    this.isEditing = false;
    this.problem = '';
    await this.updateComplete;
    if (takeFocus) this.querySelector<HTMLElement>('button.read')?.focus();
  }
}
