import { Search, X } from 'lucide';
import { html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { setQuery } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';

const pauseMs = 160;

/**
 * The search of the contacts: what is typed goes into the address after a pause.
 * @event hub-to-rows - the person goes on to what was found
 */
@customElement('hub-contact-search')
export class HubContactSearch extends HubElement {
  /** What the address asks for. */
  @property({ attribute: false }) q = '';
  @query('input') private field!: HTMLInputElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Puts the cursor into it. */
  override focus(): void {
    this.field.focus();
    this.field.select();
  }

  protected override render() {
    return html`${icon(Search, 14)}<input
        type="search"
        class="input"
        name="q"
        maxlength="200"
        autocomplete="off"
        spellcheck="false"
        aria-label=${t('contacts:search')}
        placeholder=${t('contacts:search')}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
      />${
        this.q
          ? html`<button class="icon-button" aria-label=${t('contacts:clearSearch')} @click=${this.#clear}>${icon(X, 14)}</button>`
          : html`<kbd aria-hidden="true">/</kbd>`
      }`;
  }

  protected override updated(): void {
    // Not while typing: what is typed is ahead of the address.
    if (this.field.value.trim() !== this.q && this.#timer === undefined) this.field.value = this.q;
  }

  #onInput = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), pauseMs);
  };

  #ask(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    setQuery({ q: this.field.value.trim() || null });
  }

  #clear = (): void => {
    this.field.value = '';
    this.#ask();
    this.field.focus();
  };

  #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (this.field.value) this.#clear();
      else this.field.blur();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.#ask();
      this.dispatchEvent(new Event('hub-to-rows', { bubbles: true }));
    }
  };
}
