import { createQueryController } from '@tanstack/lit-query';
import { ArrowDownWideNarrow, Download, Plus, Upload } from 'lucide';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { contactSort } from '../../../../hub/api/customers/contact-filters.ts';
import { Commands } from '../../../app/commands/commands.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { showError, showToast } from '../../../app/feedback/toasts.ts';
import { navigate, place, setQuery } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { keepFresh, openContactList, type ContactList } from '../../../data/contacts/contact-list.ts';
import { contactQueryIn, isNarrowed, keyOfContactQuery } from '../../../data/contacts/contact-query.ts';
import { contactCountQuery, customFieldsQuery } from '../../../data/contacts/contact.ts';
import { segmentsQuery } from '../../../data/contacts/segments.ts';
import { channelsQuery } from '../../../data/conversations/listing/choices.ts';
import { changePreferences, preferences } from '../../../data/preferences.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { showNewContact } from '../new/show-new-contact.ts';
import { clearContacts, selectedContacts } from './bulk/selection.ts';
import './bulk/bulk-bar.ts';
import { clearFilters, renderChips } from './filters/chips.ts';
import './filters/filter-menu.ts';
import type { HubContactFilterMenu } from './filters/filter-menu.ts';
import './filters/search-field.ts';
import type { HubContactSearch } from './filters/search-field.ts';
import { contactListCommands } from './list-commands.ts';
import './segments/segment-menu.ts';
import './table/column-menu.ts';
import { ColumnsChanged } from './table/column-menu.ts';
import { columnsPanel, shownColumns } from './table/columns.ts';
import './table/contact-table.ts';
import { OpenContact, type HubContactTable } from './table/contact-table.ts';
import './contact-list.css';

/** The list of contacts: which ones, with which columns, and what to do to several of them. What narrows it is in the address. */
@customElement('hub-contact-list')
export class HubContactListPart extends HubElement {
  @property({ attribute: false }) contactId: string | null = null;
  @query('hub-contact-table') table!: HubContactTable | null;
  @query('hub-contact-search') search!: HubContactSearch;
  @query('hub-contact-filter-menu') filterMenu!: HubContactFilterMenu;
  list: ContactList = openContactList(contactQueryIn(place.peek().query));

  readonly #segments = createQueryController(this, segmentsQuery, queryClient);
  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);
  readonly #count = createQueryController(this, () => contactCountQuery(contactQueryIn(place.peek().query).filters), queryClient);
  #stopFresh: (() => void) | undefined;

  constructor() {
    super();
    new Commands(this, () => contactListCommands(this));
    this.addEventListener(OpenContact.type, (event) => {
      if (event instanceof OpenContact) this.open(event.contactId, { replace: event.replace });
    });
    this.addEventListener(ColumnsChanged.type, (event) => {
      if (event instanceof ColumnsChanged) void this.#setColumns(event.columns);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopFresh = keepFresh(() => this.list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFresh?.();
    clearContacts();
  }

  /** Puts a contact on screen beside (or over) the list. */
  open(id: string, { replace = false }: { replace?: boolean } = {}): void {
    navigate(this.#pathTo(id), { replace: replace && this.contactId !== null });
  }

  /** Asks for a new contact and opens it. */
  async create(): Promise<void> {
    const id = await showNewContact();
    if (id === undefined) return;
    showToast({ text: t('contacts:createdDone'), kind: 'good' });
    this.open(id);
    void this.list.refresh();
  }

  /** Opens the import or the export over the page. */
  openJobs(what: 'import' | 'export'): void {
    setQuery({ [what]: 'new' }, { replace: false });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const asked = contactQueryIn(place.value.query);
    if (keyOfContactQuery(asked) === keyOfContactQuery(this.list.query)) return;
    if (!changed.has('contactId')) clearContacts();
    this.list = openContactList(asked);
  }

  protected override render() {
    const { list } = this;
    const { query: asked } = place.value;
    const columns = this.#columns();
    const { filters, sort } = list.query;
    return html`<header>
        <div class="row first">
          <h1 class="sr-only">${t('contacts:title')}</h1>
          <hub-segment-menu .segmentId=${asked.get('segment')} .content=${{ filters, sort, columns }}></hub-segment-menu>
          <span class="quiet numbers count-words" role="status">${this.#countWords()}</span>
          <span class="spacer"></span>
          ${this.#renderJobs()}
          ${
            may('contact.edit')
              ? html`<button
                  class="button primary new"
                  aria-label=${t('contacts:newContact')}
                  title="${t('contacts:newContact')} (C)"
                  @click=${() => this.create()}
                >
                  ${icon(Plus)}<span class="words">${t('contacts:newContact')}</span>
                </button>`
              : nothing
          }
        </div>
        <div class="row tools">
          <hub-contact-search role="search" .q=${filters.q ?? ''} @hub-to-rows=${this.#toRows}></hub-contact-search>
          <hub-contact-filter-menu .filters=${filters}></hub-contact-filter-menu>
          ${this.#renderSort(sort)}
          <hub-column-menu .columns=${columns} .customFields=${this.#fields().data ?? []}></hub-column-menu>
        </div>
        ${this.#renderChips()}
      </header>
      <div class="content">${this.#renderContent(columns)}</div>
      ${selectedContacts.value.size > 0 ? html`<hub-contact-bulk-bar .list=${list}></hub-contact-bulk-bar>` : nothing}`;
  }

  #renderJobs() {
    return html`${
      may('contact.import')
        ? html`<button
            class="button plain"
            aria-label=${t('contacts:importShort')}
            title=${t('contacts:import')}
            @click=${() => this.openJobs('import')}
          >
            ${icon(Upload)}<span class="words">${t('contacts:importShort')}</span>
          </button>`
        : nothing
    }${
      may('data.export')
        ? html`<button
            class="button plain"
            aria-label=${t('contacts:exportShort')}
            title=${t('contacts:export')}
            @click=${() => this.openJobs('export')}
          >
            ${icon(Download)}<span class="words">${t('contacts:exportShort')}</span>
          </button>`
        : nothing
    }`;
  }

  #renderSort(sort: string) {
    return html`<wa-dropdown
      placement="bottom-end"
      @wa-select=${(event: CustomEvent<{ item: { value: string } }>) => setQuery({ sort: event.detail.item.value === 'newest' ? null : event.detail.item.value })}
    >
      <button slot="trigger" class="icon-button" aria-label=${t('contacts:sort')} title=${t('contacts:sort')}>
        ${icon(ArrowDownWideNarrow)}
      </button>
      ${contactSort.options.map(
        (each) =>
          html`<wa-dropdown-item type="checkbox" value=${each} ?checked=${each === sort}>${t(`contacts:sort.${each}`)}</wa-dropdown-item>`,
      )}
    </wa-dropdown>`;
  }

  #renderChips() {
    const { filters } = this.list.query;
    const chips = renderChips(filters, { channels: this.#channels().data ?? [], customFields: this.#fields().data ?? [] });
    if (chips.length === 0) return nothing;
    return html`<div class="chips">
      ${chips}<button class="button small plain" @click=${clearFilters}>${t('common:clearFilters')}</button>
    </div>`;
  }

  #renderContent(columns: readonly string[]) {
    const { list } = this;
    if (list.state.value === 'failed')
      return html`<hub-empty
        drawing="broken"
        heading=${t('contacts:listFailed')}
        text=${wordsOf(list.failure)}
        action=${t('common:retry')}
        @hub-empty-action=${() => list.refresh()}
      ></hub-empty>`;
    if (list.rows.value.length === 0)
      return list.state.value === 'loading' ? html`<hub-skeleton rows="12"></hub-skeleton>` : this.#renderEmpty();
    return html`<hub-contact-table
      .list=${list}
      .openId=${this.contactId}
      .columns=${columns}
      .customFields=${this.#fields().data ?? []}
      .linkTo=${(id: string) => this.#pathTo(id)}
    ></hub-contact-table>`;
  }

  #renderEmpty() {
    if (isNarrowed(this.list.query))
      return html`<hub-empty
        drawing="search"
        heading=${t('contacts:nothingTitle')}
        text=${t('contacts:nothingText')}
        action=${t('common:clearFilters')}
        @hub-empty-action=${clearFilters}
      ></hub-empty>`;
    const mayImport = may('contact.import');
    return html`<hub-empty
      drawing="people"
      heading=${t('contacts:emptyTitle')}
      text=${mayImport ? t('contacts:emptyText') : t('contacts:emptyTextNew')}
      action=${mayImport ? t('contacts:import') : may('contact.edit') ? t('contacts:newContact') : ''}
      @hub-empty-action=${() => (mayImport ? this.openJobs('import') : void this.create())}
    ></hub-empty>`;
  }

  #countWords(): string {
    const counted = this.#count().data;
    if (!counted) return '';
    return counted.isCapped ? t('contacts:countCapped') : t('contacts:count', { count: counted.count });
  }

  #segment() {
    const id = place.value.query.get('segment');
    return (this.#segments().data ?? []).find((segment) => segment.id === id);
  }

  #columns(): string[] {
    return shownColumns(place.value.query.get('columns'), this.#segment()?.columns, this.#fields().data ?? []);
  }

  /** In a segment they wait in the address to be kept with it; elsewhere they are the agent's own. */
  async #setColumns(columns: readonly string[]): Promise<void> {
    if (this.#segment()) {
      setQuery({ columns: columns.join(',') });
      return;
    }
    try {
      await changePreferences({ panels: { ...preferences.peek().panels, [columnsPanel]: [...columns] } });
    } catch (error) {
      showError(error);
    }
  }

  #pathTo(id: string): string {
    const query = new URLSearchParams(place.value.query);
    for (const name of ['import', 'export']) query.delete(name);
    return `/contacts/${id}${query.size > 0 ? `?${query}` : ''}`;
  }

  #toRows = (): void => {
    const first = this.list.rows.peek()[0];
    if (first) void this.table?.reveal(first.id, { focus: true });
  };
}
