import { VirtualizerController } from '@tanstack/lit-virtual';
import { ArrowUp } from 'lucide';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import type { ConversationList } from '../../../../data/conversations/listing/conversation-list.ts';
import { prefetch } from '../../../../data/conversations/thread-store.ts';
import { t } from '../../../../words/words.ts';
import { selection, selectTo, toggleSelected } from '../bulk/selection.ts';
import { renderRow, rowHeight } from './row.ts';
import './row.css';
import './rows.css';

/** A pointer that stays this long on a row will probably open it. */
const hoverMs = 90;
/** The next page is asked for when so many rows are left. */
const rowsAhead = 25;

/** A conversation of the list was chosen to be opened; `replace`: by walking through the list, which leaves no step back. */
export class OpenConversation extends Event {
  static readonly type = 'hub-open-conversation';
  readonly conversationId: string;
  readonly replace: boolean;

  constructor(conversationId: string, replace: boolean) {
    super(OpenConversation.type, { bubbles: true });
    this.conversationId = conversationId;
    this.replace = replace;
  }
}

/**
 * The rows of a list: only those in sight are on the page. While the pointer is on them or they are scrolled, the order holds still and a
 * button says what waits above.
 */
@customElement('hub-conversation-rows')
export class HubConversationRows extends HubElement {
  @property({ attribute: false }) list!: ConversationList;
  @property({ attribute: false }) openId: string | null = null;
  /** Where a conversation's link leads, below /admin. */
  @property({ attribute: false }) linkTo: (id: string) => string = (id) => id;
  @state() private focusedId: string | null = null;
  @query('.rows') private scroller!: HTMLElement | null;

  readonly #virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.scroller,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  #isPointed = false;
  #hover: ReturnType<typeof setTimeout> | undefined;
  #rowsBefore: readonly string[] = [];
  #lastPlace: number | null = null;

  constructor() {
    super();
    // Of the whole element: the button that lets in what waits belongs to the list as its rows do.
    this.addEventListener('pointerenter', ({ pointerType }) => pointerType === 'mouse' && this.#point(true));
    this.addEventListener('pointerleave', () => this.#point(false));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#hover);
    this.#isPointed = false;
    this.list.setHold({ order: false, rows: false });
  }

  protected override willUpdate(changed: PropertyValues): void {
    const virtual = this.#virtual.getVirtualizer();
    const before: unknown = changed.get('list');
    if (changed.has('list')) {
      if (before) (before as ConversationList).setHold({ order: false, rows: false }); // the property's own type
      virtual.scrollOffset = this.list.scrollTop;
    }
    const rows = this.list.rows.value;
    virtual.setOptions({ ...virtual.options, count: rows.length, getItemKey: (place) => rows[place] ?? place });
  }

  protected override render() {
    const { list } = this;
    const rows = list.rows.value;
    const virtual = this.#virtual.getVirtualizer();
    const items = virtual.getVirtualItems();
    if ((items.at(-1)?.index ?? 0) > rows.length - rowsAhead && list.hasMore.value && list.more.value === 'idle') {
      queueMicrotask(() => void list.loadMore());
    }
    const focusable = this.#focusable(rows);
    return html`<div
        class="rows scroll ${selection.value.size > 0 ? 'picking' : ''}"
        role="grid"
        aria-label=${t('inbox:list')}
        aria-multiselectable="true"
        aria-rowcount=${list.hasMore.value ? -1 : rows.length}
        @scroll=${this.#onScroll}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focusin=${this.#onFocus}
        @pointerover=${this.#onHover}
      >
        <div class="all" role="presentation" style="height:${rows.length * rowHeight}px">
          ${repeat(
            items.filter(({ index }) => rows[index] !== undefined),
            ({ index }) => rows[index],
            ({ index }) => this.#renderRow(rows[index] ?? '', index, focusable),
          )}
        </div>
        ${list.hasMore.value || list.more.value !== 'idle' ? this.#renderEnd() : nothing}
      </div>
      ${list.held.value > 0 ? this.#renderHeld(list.held.value) : nothing}`;
  }

  protected override updated(changed: PropertyValues): void {
    const { scroller, list } = this;
    if (!scroller) return;
    const rows = list.rows.peek();
    if (changed.has('list')) scroller.scrollTop = list.scrollTop;
    else this.#keepPlace(scroller, rows);
    this.#rowsBefore = rows;
    if (changed.has('list')) this.#lastPlace = null;
    const current = this.current;
    if (current !== null) this.#lastPlace = rows.indexOf(current);
    this.#tellHold();
  }

  /** Where walking goes on: beside the current row, or, where that one has left the list, from the place it had. */
  neighbour(step: 1 | -1): string | undefined {
    const rows = this.list.rows.peek();
    const current = this.current;
    if (current !== null) return rows[rows.indexOf(current) + step];
    if (this.#lastPlace === null) return rows[0];
    return rows[Math.max(0, Math.min(rows.length - 1, step === 1 ? this.#lastPlace : this.#lastPlace - 1))];
  }

  /** Brings a row into sight, and the focus to it when the focus is in the list. */
  async reveal(id: string, { focus = false }: { focus?: boolean } = {}): Promise<void> {
    const place = this.list.rows.peek().indexOf(id);
    if (place < 0) return;
    const hasFocus = focus || (this.contains(document.activeElement) && document.activeElement?.closest('.rows') !== null);
    this.focusedId = id;
    this.#virtual.getVirtualizer().scrollToIndex(place, { align: 'auto' });
    await this.updateComplete;
    if (!hasFocus) return;
    // The row may come on the page only with the scroll.
    await new Promise(requestAnimationFrame);
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
  }

  /** The row that keys are about: the focused one, else the open one. */
  get current(): string | null {
    const rows = this.list.rows.peek();
    const focused = document.activeElement?.closest<HTMLElement>('hub-conversation-rows [data-id]')?.dataset['id'];
    return [focused, this.openId, this.focusedId].find((id) => id && rows.includes(id)) ?? null;
  }

  #renderRow(id: string, place: number, focusable: string | undefined) {
    const head = headOf(id).value;
    if (!head) return nothing;
    const { list } = this;
    return renderRow(head, {
      place,
      to: this.linkTo(id),
      isOpen: id === this.openId,
      isSelected: selection.value.has(id),
      isFocusable: id === focusable,
      isLeaving: list.leaving.value.has(id),
      hasArrived: list.arrived.value.has(id),
      saysStatus: list.query.filters.status === undefined,
    });
  }

  #renderEnd() {
    if (this.list.more.value === 'failed')
      return html`<div class="end">
        ${t('inbox:moreFailed')} <button class="button small" @click=${() => this.list.loadMore()}>${t('common:retry')}</button>
      </div>`;
    return html`<hub-skeleton rows="2" aria-hidden="true"></hub-skeleton>`;
  }

  #renderHeld(count: number) {
    return html`<button class="held button small primary" @click=${this.#letIn}>
      ${t('inbox:held', { count })} ${icon(ArrowUp, 12)}
    </button>`;
  }

  #focusable(rows: readonly string[]): string | undefined {
    const wanted = [this.focusedId, this.openId].find((id) => id !== null && rows.includes(id));
    return wanted ?? rows[0];
  }

  /** Rows that went above what is in sight must not move it. */
  #keepPlace(scroller: HTMLElement, rows: readonly string[]): void {
    if (this.#rowsBefore === rows || scroller.scrollTop < 1) return;
    const first = Math.ceil(this.list.scrollTop / rowHeight);
    const id = this.#rowsBefore.slice(first).find((each) => rows.includes(each));
    if (id === undefined) return;
    const moved = rows.indexOf(id) - this.#rowsBefore.indexOf(id);
    const isGoneAbove = moved < 0 && this.#rowsBefore.slice(0, first).some((each) => !rows.includes(each));
    if (isGoneAbove) scroller.scrollTop += moved * rowHeight;
  }

  #letIn = (): void => {
    if (this.scroller) this.scroller.scrollTop = 0;
    this.list.scrollTop = 0;
    this.list.letIn();
  };

  #onScroll = (): void => {
    this.list.scrollTop = this.scroller?.scrollTop ?? 0;
    this.#tellHold();
  };

  #point(isPointed: boolean): void {
    this.#isPointed = isPointed;
    if (!isPointed) clearTimeout(this.#hover);
    this.#tellHold();
  }

  #tellHold(): void {
    this.list.setHold({ order: this.#isPointed || this.list.scrollTop > rowHeight / 2, rows: this.#isPointed });
  }

  #onHover = (event: PointerEvent): void => {
    const id = idOf(event);
    clearTimeout(this.#hover);
    if (id && event.pointerType === 'mouse') this.#hover = setTimeout(() => prefetch(id), hoverMs);
  };

  #onFocus = (event: FocusEvent): void => {
    const id = idOf(event);
    if (id) this.focusedId = id;
  };

  #onClick = (event: MouseEvent): void => {
    const id = idOf(event);
    if (!id || event.button !== 0) return;
    const isPick = event.target instanceof HTMLElement && event.target.closest('.pick') !== null;
    if (isPick && event.target instanceof HTMLLabelElement) return; // its box gets a click of its own
    if (event.shiftKey) {
      event.preventDefault();
      getSelection()?.removeAllRanges();
      selectTo(id, this.list.rows.peek());
    } else if (isPick) {
      toggleSelected(id);
    } else if (!event.metaKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.focusedId = id;
      this.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
      this.dispatchEvent(new OpenConversation(id, false));
    }
    this.requestUpdate();
  };

  #onKey = (event: KeyboardEvent): void => {
    const current = this.current;
    if (event.altKey || event.ctrlKey || event.metaKey || current === null) return;
    const rows = this.list.rows.peek();
    const place = rows.indexOf(current);
    const page = Math.max(1, Math.floor((this.scroller?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: rows.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted !== undefined) {
      event.preventDefault();
      const to = rows[Math.max(0, Math.min(rows.length - 1, wanted))];
      if (!to) return;
      void this.reveal(to);
      if (event.shiftKey) selectTo(to, rows);
      else if (event.key.startsWith('Arrow') && this.openId !== null) this.dispatchEvent(new OpenConversation(to, true));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.dispatchEvent(new OpenConversation(current, false));
    } else if (event.key === ' ') {
      event.preventDefault();
      toggleSelected(current);
    }
  };
}

function idOf(event: Event): string | undefined {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]')?.dataset['id'] : undefined;
}
