import { VirtualizerController } from '@tanstack/lit-virtual';
import { ArrowDown, Ban } from 'lucide';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ContactView } from '../../../../../hub/api/customers/contacts.ts';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import { href, setQuery } from '../../../../app/routing/route.ts';
import { avatar } from '../../../../components/avatar.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import '../../../../components/skeleton.ts';
import type { ContactList } from '../../../../data/contacts/contact-list.ts';
import { agoShort, fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { selectContacts, selectContactsTo, selectedContacts, toggleContact } from '../bulk/selection.ts';
import { gridOf, renderCell, sortOfColumn, wordsOfColumn } from './columns.ts';
import './contact-table.css';

/** The next page is asked for when so many rows are left. */
const rowsAhead = 25;
const headHeight = 32;
/** Narrower than this a row is a card of two lines. */
const cardsBelow = 560;

/** A contact of the list was chosen; `replace`: by walking through the list, which leaves no step back. */
export class OpenContact extends Event {
  static readonly type = 'hub-open-contact';
  readonly contactId: string;
  readonly replace: boolean;

  constructor(contactId: string, replace: boolean) {
    super(OpenContact.type, { bubbles: true });
    this.contactId = contactId;
    this.replace = replace;
  }
}

/**
 * The contacts as a table: only the rows in sight are on the page, however many there are.
 * @event hub-open-contact - OpenContact
 */
@customElement('hub-contact-table')
export class HubContactTable extends HubElement {
  @property({ attribute: false }) list!: ContactList;
  @property({ attribute: false }) openId: string | null = null;
  @property({ attribute: false }) columns: readonly string[] = [];
  @property({ attribute: false }) customFields: readonly CustomFieldView[] = [];
  /** Where a contact's link leads, below /admin. */
  @property({ attribute: false }) linkTo: (id: string) => string = (id) => id;
  @state() private focusedId: string | null = null;
  @state() private width = Number.POSITIVE_INFINITY;
  @query('.rows') private scroller!: HTMLElement | null;

  readonly #virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.scroller,
    estimateSize: () => this.rowHeight,
    overscan: 8,
  });
  readonly #width = new ResizeObserver(([entry]) => {
    this.width = entry?.contentRect.width ?? innerWidth;
  });

  /** Beside an open profile columns that don't fit would be cut by it. */
  get isCards(): boolean {
    return this.width < cardsBelow || (this.openId !== null && this.width < gridOf(this.columns).least);
  }

  get rowHeight(): number {
    return this.isCards ? 58 : 38;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#width.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#width.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const virtual = this.#virtual.getVirtualizer();
    if (changed.has('list')) virtual.scrollOffset = this.list.scrollTop;
    const rows = this.list.rows.value;
    virtual.setOptions({ ...virtual.options, count: rows.length, getItemKey: (place) => rows[place]?.id ?? place });
    if (this.#drawnHeight !== this.rowHeight) virtual.measure();
  }
  #drawnHeight = 0;

  protected override render() {
    const { list } = this;
    const rows = list.rows.value;
    const items = this.#virtual.getVirtualizer().getVirtualItems();
    if ((items.at(-1)?.index ?? 0) > rows.length - rowsAhead && list.hasMore.value && list.more.value === 'idle') {
      queueMicrotask(() => void list.loadMore());
    }
    const { template, least } = gridOf(this.columns);
    const focusable = [this.focusedId, this.openId].find((id) => id !== null && rows.some((row) => row.id === id)) ?? rows[0]?.id;
    const custom = new Map(this.customFields.map((field) => [field.key, field]));
    return html`<div
      class="rows scroll ${this.isCards ? 'cards' : ''} ${selectedContacts.value.size > 0 ? 'picking' : ''}"
      role="grid"
      aria-label=${t('contacts:list')}
      aria-multiselectable="true"
      aria-rowcount=${list.hasMore.value ? -1 : rows.length + 1}
      style="--columns:${template}"
      @scroll=${() => {
        list.scrollTop = this.scroller?.scrollTop ?? 0;
      }}
      @click=${this.#onClick}
      @keydown=${this.#onKey}
      @focusin=${(event: FocusEvent) => {
        this.focusedId = idOf(event) ?? this.focusedId;
      }}
    >
      <div class="wide" role="presentation" style=${this.isCards ? '' : `min-width:${least}px`}>
        ${this.#renderHead(rows)}
        <div class="all" role="rowgroup" style="height:${rows.length * this.rowHeight}px">
          ${repeat(
            items.filter(({ index }) => rows[index] !== undefined),
            ({ index }) => rows[index]?.id,
            ({ index }) => this.#renderRow(rows[index], index, focusable, custom),
          )}
        </div>
      </div>
      ${this.#renderEnd()}
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const growth = this.rowHeight / (this.#drawnHeight || this.rowHeight);
    this.#drawnHeight = this.rowHeight;
    this.list.scrollTop *= growth; // what was on top stays there when rows become cards
    if ((changed.has('list') || growth !== 1) && this.scroller) this.scroller.scrollTop = this.list.scrollTop;
  }

  /** Brings a row into sight, and the focus to it when the focus is in the list. */
  async reveal(id: string, { focus = false }: { focus?: boolean } = {}): Promise<void> {
    const { scroller } = this;
    const place = this.list.rows.peek().findIndex((row) => row.id === id);
    if (place < 0 || !scroller) return;
    const hasFocus = focus || scroller.contains(document.activeElement);
    this.focusedId = id;
    const top = place * this.rowHeight;
    const room = scroller.clientHeight - (this.isCards ? 0 : headHeight);
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + this.rowHeight > scroller.scrollTop + room) scroller.scrollTop = top + this.rowHeight - room;
    await this.updateComplete;
    if (!hasFocus) return;
    // The row may come on the page only with the scroll.
    await new Promise(requestAnimationFrame);
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
  }

  /** The row that keys are about: the focused one, else the open one. */
  get current(): string | null {
    const focused = document.activeElement?.closest<HTMLElement>('hub-contact-table [data-id]')?.dataset['id'];
    const rows = this.list.rows.peek();
    return [focused, this.openId, this.focusedId].find((id) => id && rows.some((row) => row.id === id)) ?? null;
  }

  #renderHead(rows: readonly ContactView[]) {
    const all = rows.length > 0 && rows.every(({ id }) => selectedContacts.value.has(id));
    return html`<div class="row head" role="row">
      <span class="cell" role="columnheader"
        ><input
          type="checkbox"
          aria-label=${t('contacts:selectAll')}
          .checked=${all}
          .indeterminate=${!all && selectedContacts.value.size > 0}
          @change=${() => selectContacts(all ? [] : rows.map(({ id }) => id))}
      /></span>
      ${['name', ...this.columns].map((column) => this.#renderHeadCell(column))}
    </div>`;
  }

  #renderHeadCell(column: string) {
    const sort = sortOfColumn[column];
    const words = wordsOfColumn(column, this.customFields);
    const isSorted = sort !== undefined && this.list.query.sort === sort;
    return html`<span class="cell" role="columnheader" aria-sort=${isSorted ? (sort === 'name' ? 'ascending' : 'descending') : nothing}
      >${
        sort === undefined
          ? html`<span class="ellipsis">${words}</span>`
          : html`<button @click=${() => setQuery({ sort: sort === 'newest' ? null : sort })}>
              <span class="ellipsis">${words}</span>${isSorted ? icon(ArrowDown, 12) : nothing}
            </button>`
      }</span
    >`;
  }

  #renderRow(contact: ContactView | undefined, place: number, focusable: string | undefined, custom: ReadonlyMap<string, CustomFieldView>) {
    if (!contact) return nothing;
    const { id, name } = contact;
    const isSelected = selectedContacts.value.has(id);
    return html`<div
      class="row ${id === this.openId ? 'open' : ''} ${isSelected ? 'selected' : ''}"
      role="row"
      aria-rowindex=${place + 2}
      aria-selected=${isSelected}
      data-id=${id}
      tabindex=${id === focusable ? 0 : -1}
      style="translate:0 ${place * this.rowHeight}px;height:${this.rowHeight}px"
    >
      <span class="cell" role="gridcell"
        ><label class="pick"
          ><input type="checkbox" tabindex="-1" aria-label=${t('contacts:selectOne', { name })} .checked=${isSelected} /></label
      ></span>
      <span class="cell name" role="gridcell"
        >${avatar(name, { url: contact.avatarUrl, size: this.isCards ? 34 : 24 })}<span class="who"
          ><a class="ellipsis" href=${href(this.linkTo(id))} tabindex="-1">${name}</a>${
            contact.blocked
              ? html`<span class="sign" title=${t('contacts:blocked')}
                  >${icon(Ban, 13)}<span class="sr-only">${t('contacts:blocked')}</span></span
                >`
              : nothing
          }${this.isCards ? html`<span class="about quiet ellipsis">${aboutOf(contact)}</span>` : nothing}</span
        >${this.isCards && contact.lastMessageAt ? html`<time class="quiet" datetime=${contact.lastMessageAt} title=${fullTime(contact.lastMessageAt)}>${agoShort(contact.lastMessageAt)}</time>` : nothing}</span
      >
      ${this.isCards ? nothing : this.columns.map((column) => html`<span class="cell ellipsis" role="gridcell">${renderCell(column, contact, custom)}</span>`)}
    </div>`;
  }

  #renderEnd() {
    const { list } = this;
    if (list.more.value === 'failed')
      return html`<div class="end">
        ${t('contacts:moreFailed')} <button class="button small" @click=${() => list.loadMore()}>${t('common:retry')}</button>
      </div>`;
    return list.hasMore.value ? html`<hub-skeleton rows="2" aria-hidden="true"></hub-skeleton>` : nothing;
  }

  #onClick = (event: MouseEvent): void => {
    const id = idOf(event);
    if (!id || event.button !== 0) return;
    const isPick = event.target instanceof HTMLElement && event.target.closest('.pick') !== null;
    if (isPick && event.target instanceof HTMLLabelElement) return; // its box gets a click of its own
    if (event.shiftKey) {
      event.preventDefault();
      getSelection()?.removeAllRanges();
      selectContactsTo(id, this.#ids());
    } else if (isPick) {
      toggleContact(id);
    } else if (!event.metaKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.focusedId = id;
      this.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
      this.dispatchEvent(new OpenContact(id, false));
    }
    this.requestUpdate();
  };

  #onKey = (event: KeyboardEvent): void => {
    const { current } = this;
    const isInRow = event.target instanceof Element && event.target.closest('[data-id]') !== null;
    if (event.altKey || event.ctrlKey || event.metaKey || current === null || !isInRow) return;
    const ids = this.#ids();
    const place = ids.indexOf(current);
    const page = Math.max(1, Math.floor((this.scroller?.clientHeight ?? this.rowHeight) / this.rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: ids.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted !== undefined) {
      event.preventDefault();
      const to = ids[Math.max(0, Math.min(ids.length - 1, wanted))];
      if (!to) return;
      void this.reveal(to);
      if (event.shiftKey) selectContactsTo(to, ids);
      else if (event.key.startsWith('Arrow') && this.openId !== null) this.dispatchEvent(new OpenContact(to, true));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.dispatchEvent(new OpenContact(current, false));
    } else if (event.key === ' ') {
      event.preventDefault();
      toggleContact(current);
    }
  };

  #ids(): string[] {
    return this.list.rows.peek().map(({ id }) => id);
  }
}

function aboutOf({ emails, phones, username, kind }: ContactView): string {
  return emails[0] ?? phones[0] ?? (username ? `@${username}` : t(`contacts:kind.${kind}`));
}

function idOf(event: Event): string | undefined {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]')?.dataset['id'] : undefined;
}
