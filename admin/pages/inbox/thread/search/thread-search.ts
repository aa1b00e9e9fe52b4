import { ChevronDown, ChevronUp, Search, X } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { searchMessages, type MessageView } from '../../../../../hub/api/customers/messages.ts';
import { wordsOf } from '../../../../app/feedback/error-words.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { t } from '../../../../words/words.ts';
import './thread-search.css';

const pauseMs = 200;
/** The hub answers with so many at most. */
const mostFound = 50;

/** A hit was chosen (`seq`), or what is searched for changed (`typed`, to be marked in the texts). */
export class ThreadSearchEvent extends Event {
  static readonly type = 'hub-thread-search';
  readonly seq: number | null;
  readonly typed: string;

  constructor(typed: string, seq: number | null) {
    super(ThreadSearchEvent.type, { bubbles: true });
    this.typed = typed;
    this.seq = seq;
  }
}

/**
 * Searches one conversation: the newest hit first, older ones upwards.
 * @event hub-thread-search - ThreadSearchEvent
 * @event hub-thread-search-close - Escape or the cross
 */
@customElement('hub-thread-search')
export class HubThreadSearch extends HubElement {
  @property({ attribute: false }) conversationId = '';
  @state() private typed = '';
  @state() private found: readonly MessageView[] | null = null;
  @state() private at = 0;
  @state() private failure: unknown = null;
  @query('input') private field!: HTMLInputElement;
  #search: AbortController | null = null;

  override focus(): void {
    this.field?.select();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#search?.abort();
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override render() {
    const total = this.found?.length ?? 0;
    return html`<div class="bar" role="search" aria-label=${t('thread:search')}>
      ${icon(Search, 14)}
      <input
        class="input"
        type="text"
        autocomplete="off"
        spellcheck="false"
        aria-label=${t('thread:searchPlaceholder')}
        placeholder=${t('thread:searchPlaceholder')}
        .value=${this.typed}
        @input=${this.#type}
        @keydown=${this.#press}
      />
      <span class="place numbers quiet" role="status">${this.#renderPlace()}</span>
      <button
        class="icon-button"
        ?disabled=${total === 0}
        aria-label=${t('thread:searchPrevious')}
        title="${t('thread:searchPrevious')} (↵)"
        @click=${() => this.#turn(1)}
      >
        ${icon(ChevronUp)}
      </button>
      <button
        class="icon-button"
        ?disabled=${total === 0}
        aria-label=${t('thread:searchNext')}
        title="${t('thread:searchNext')} (⇧↵)"
        @click=${() => this.#turn(-1)}
      >
        ${icon(ChevronDown)}
      </button>
      <button class="icon-button" aria-label=${t('common:close')} title=${t('common:close')} @click=${this.#close}>${icon(X)}</button>
    </div>`;
  }

  #renderPlace() {
    if (this.failure) return wordsOf(this.failure);
    if (this.found === null) return nothing;
    const total = this.found.length;
    if (total === 0) return t('thread:searchNone');
    return t(total >= mostFound ? 'thread:searchMany' : 'thread:searchPlace', { n: this.at + 1, total });
  }

  #type = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    this.typed = event.currentTarget.value;
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    setTimeout(() => {
      if (!search.signal.aborted) void this.#find(search.signal);
    }, pauseMs);
  };

  async #find(signal: AbortSignal): Promise<void> {
    const q = this.typed.trim();
    this.failure = null;
    if (q === '') {
      this.found = null;
      this.dispatchEvent(new ThreadSearchEvent('', null));
      return;
    }
    try {
      const { items } = await api.call(searchMessages, { params: { conversationId: this.conversationId }, query: { q }, signal });
      if (signal.aborted) return;
      this.found = items;
      this.at = 0;
      this.dispatchEvent(new ThreadSearchEvent(q, items[0]?.seq ?? null));
    } catch (error) {
      if (!signal.aborted) this.failure = error;
    }
  }

  #press = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter') this.#turn(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowUp') this.#turn(1);
    else if (event.key === 'ArrowDown') this.#turn(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #turn(step: number): void {
    const total = this.found?.length ?? 0;
    if (total === 0) return;
    this.at = (this.at + step + total) % total;
    this.dispatchEvent(new ThreadSearchEvent(this.typed.trim(), this.found?.[this.at]?.seq ?? null));
  }

  #close = (): void => {
    this.dispatchEvent(new Event('hub-thread-search-close', { bubbles: true }));
  };
}
