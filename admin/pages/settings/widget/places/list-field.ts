import { Plus, X } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';

/** A list of short texts: one is added by Enter or the button, several at once by pasting lines, each can be taken out. */
@customElement('hub-widget-list')
export class HubWidgetList extends HubElement {
  /** Of the input, for its label. */
  @property() field = '';
  @property() label = '';
  @property() hint = '';
  @property() placeholder = '';
  /** What is said while there is none. */
  @property() empty = '';
  @property({ attribute: false }) items: readonly string[] = [];
  @property({ attribute: false }) most = 50;
  /** What the hub refused, in words. */
  @property({ attribute: false }) error = '';
  @property({ type: Boolean, attribute: 'is-disabled' }) isDisabled = false;
  /** Reads what was typed, or says what is wrong with it. */
  @property({ attribute: false }) read: (typed: string) => { value: string } | { problem: string } = (typed) => ({ value: typed });
  @property({ attribute: false }) onChange: (items: string[]) => void = () => undefined;
  @state() private typed = '';
  @state() private problem = '';
  /** What the last change came to, read out. */
  @state() private said = '';

  protected override render() {
    const problem = this.problem || this.error;
    const described = [this.hint ? `${this.field}-hint` : '', problem ? `${this.field}-error` : ''].filter(Boolean).join(' ');
    return html`<div class="field list-field">
      <label for=${this.field}>${this.label}</label>
      <span id="${this.field}-hint" class="hint">${this.hint}</span>
      ${
        this.items.length === 0
          ? html`<p class="quiet nothing-yet">${this.empty}</p>`
          : html`<ul>
              ${this.items.map((item) => this.#renderItem(item))}
            </ul>`
      }
      ${
        this.isDisabled || this.items.length >= this.most
          ? nothing
          : html`<div class="row">
              <input
                id=${this.field}
                class="input"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=${this.placeholder}
                aria-invalid=${problem ? 'true' : nothing}
                aria-describedby=${described || nothing}
                .value=${live(this.typed)}
                @input=${(event: InputEvent) => {
                  if (event.currentTarget instanceof HTMLInputElement) this.typed = event.currentTarget.value;
                  this.problem = '';
                }}
                @paste=${this.#paste}
                @keydown=${(event: KeyboardEvent) => {
                  if (event.key !== 'Enter' || event.isComposing) return;
                  event.preventDefault();
                  this.#add([this.typed]);
                }}
              />
              <button type="button" class="button" @click=${() => this.#add([this.typed])}>${icon(Plus)} ${t('common:add')}</button>
            </div>`
      }
      ${problem ? html`<span id="${this.field}-error" class="error" role="alert">${problem}</span>` : nothing}
      <span class="sr-only" role="status">${this.said}</span>
    </div>`;
  }

  #renderItem(item: string) {
    return html`<li>
      <code class="ellipsis" title=${item}>${item}</code>
      ${
        this.isDisabled
          ? nothing
          : html`<button
              type="button"
              class="icon-button"
              aria-label=${t('widget:removeItem', { item })}
              title=${t('widget:removeItem', { item })}
              @click=${() => {
                this.said = t('widget:itemRemoved', { item });
                this.onChange(this.items.filter((each) => each !== item));
                this.renderRoot.querySelector<HTMLInputElement>('input')?.focus();
              }}
            >
              ${icon(X, 15)}
            </button>`
      }
    </li>`;
  }

  #paste = (event: ClipboardEvent): void => {
    const lines = (event.clipboardData?.getData('text') ?? '').split(/\s*[\n,;]\s*/).filter((line) => line.trim() !== '');
    if (lines.length < 2) return;
    event.preventDefault();
    this.#add(lines);
  };

  /** Adds what can be read; the first that can't stays in the field with its reason. */
  #add(lines: readonly string[]): void {
    const items = [...this.items];
    this.problem = '';
    this.typed = '';
    for (const line of lines) {
      const read = this.read(line);
      if ('problem' in read) {
        if (this.problem) continue;
        this.problem = read.problem;
        this.typed = line;
      } else if (!items.includes(read.value) && items.length < this.most) items.push(read.value);
    }
    if (items.length === this.items.length) return;
    this.said = t('widget:itemAdded', { item: items.at(-1) ?? '' });
    this.onChange(items);
  }
}
