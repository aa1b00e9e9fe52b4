import { createQueryController } from '@tanstack/lit-query';
import { ArrowDownWideNarrow } from 'lucide';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { Commands } from '../../../app/commands/commands.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { navigate, place, setQuery } from '../../../app/routing/route.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import { LatePart } from '../../../components/late-part.ts';
import '../../../components/skeleton.ts';
import { openList, shownList, startLists } from '../../../data/conversations/lists.ts';
import { channelsQuery } from '../../../data/conversations/listing/choices.ts';
import type { ConversationList } from '../../../data/conversations/listing/conversation-list.ts';
import { startCounts } from '../../../data/conversations/listing/counts.ts';
import { startDraftMarks } from '../../../data/conversations/listing/draft-marks.ts';
import { forgetMarks, startLiveMarks } from '../../../data/conversations/listing/live-marks.ts';
import { filtersIn, filtersOfTab, isTab, listQueryOf, tabs, writeQuery } from '../../../data/conversations/listing/query.ts';
import { viewsQuery } from '../../../data/conversations/listing/views.ts';
import { prefetch } from '../../../data/conversations/thread-store.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { t } from '../../../words/words.ts';
import { clearSelection, keepSelected, selection } from './bulk/selection.ts';
import { clearFilters, renderChips } from './head/chips.ts';
import type { HubFilterMenu } from './head/filter-menu.ts';
import type { HubInboxSearch } from './head/search-field.ts';
import './head/search-field.ts';
import { showViewDialog } from './head/show-view-dialog.ts';
import './head/tabs.ts';
import { listCommands } from './list-commands.ts';
import { OpenConversation, type HubConversationRows } from './rows/rows.ts';
import './conversation-list.css';

/** The inbox's list: which conversations, narrowed by what, in which order, and what to do to several of them. */
@customElement('hub-conversation-list')
export class HubConversationList extends HubElement {
  /** A tab's name or a saved view's id. */
  @property() tab = 'mine';
  @property({ attribute: false }) conversationId: string | null = null;
  @query('hub-conversation-rows') rows!: HubConversationRows | null;
  @query('hub-inbox-search') search!: HubInboxSearch;
  @query('hub-filter-menu') private filterMenu!: HubFilterMenu;

  readonly #views = createQueryController(this, viewsQuery, queryClient);
  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);
  /** What stands above and below the rows comes right after them. */
  readonly #around = new LatePart(this, () => import('./around-rows.ts'));
  #list: ConversationList | null = null;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    new Commands(this, () => listCommands(this));
    this.addEventListener(OpenConversation.type, (event) => {
      if (event instanceof OpenConversation) this.open(event.conversationId, { replace: event.replace });
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    startLists();
    void this.#around.load();
    this.#stops = [startCounts(() => (this.#views().data ?? []).length > 0), startDraftMarks(), startLiveMarks()];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    clearSelection();
    if (shownList.peek() === this.#list) shownList.value = null;
  }

  /** Opens the menu of filters, which may still be on its way. */
  async showFilters(): Promise<void> {
    await this.#around.load();
    if (this.#around.isHere) this.filterMenu.show();
  }

  /** Puts a conversation on screen beside (or over) the list. */
  open(id: string, { replace = false }: { replace?: boolean } = {}): void {
    navigate(this.#pathTo(id), { replace: replace && this.conversationId !== null });
    const rows = this.#list?.rows.peek() ?? [];
    const next = rows[rows.indexOf(id) + 1];
    if (replace && next) prefetch(next);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before: unknown = changed.get('conversationId');
    if (typeof before === 'string') forgetMarks(before);
    if (!this.#isReady()) {
      this.#list = null;
      return;
    }
    const list = openList(listQueryOf(this.tab, place.value.query));
    if (list === this.#list) return;
    if (this.#list) clearSelection();
    this.#list = list;
    // Come back to, it is tried again; while it is on screen that is up to the person.
    if (list.state.peek() === 'failed') void list.reload();
    // Whoever reads it renders after this element has.
    queueMicrotask(() => {
      shownList.value = this.#list;
    });
  }

  protected override render() {
    const { query: asked } = place.value;
    const list = listQueryOf(this.tab, asked);
    const q = list.filters.q ?? '';
    return html`<header>
        <div class="row tools">
          <hub-inbox-search role="search" .q=${q} @hub-to-rows=${this.#toRows}></hub-inbox-search>
          <hub-filter-menu .filters=${filtersIn(asked)} .fixed=${q ? {} : filtersOfTab(this.tab)}></hub-filter-menu>
          ${this.#renderSort(list.sort, q)}
        </div>
        <hub-inbox-tabs .current=${q ? '' : this.tab} .openId=${this.conversationId} @hub-save-view=${this.#saveView}></hub-inbox-tabs>
        ${this.#renderChips(q)} ${this.#around.render()}
      </header>
      <div class="content">${this.#renderContent(q)}</div>
      ${selection.value.size > 0 ? html`<hub-bulk-bar></hub-bulk-bar>` : nothing}`;
  }

  protected override updated(changed: PropertyValues): void {
    this.#spreadView();
    if (this.#list?.state.peek() === 'ready') keepSelected(this.#list.rows.peek());
    if (changed.has('conversationId') && this.conversationId !== null) void this.rows?.reveal(this.conversationId);
  }

  #renderSort(sort: string, q: string) {
    if (q || this.tab === 'closed' || this.tab === 'snoozed') return nothing;
    return html`<wa-dropdown
      placement="bottom-end"
      @wa-select=${(event: CustomEvent<{ item: { value: string } }>) => setQuery({ sort: event.detail.item.value === 'waiting' ? 'waiting' : null })}
    >
      <button slot="trigger" class="icon-button" aria-label=${t('inbox:sort')} title=${t('inbox:sort')}>
        ${icon(ArrowDownWideNarrow)}
      </button>
      <wa-dropdown-item type="checkbox" value="newest" ?checked=${sort === 'newest'}>${t('inbox:sort.newest')}</wa-dropdown-item>
      <wa-dropdown-item type="checkbox" value="waiting" ?checked=${sort === 'waiting'}>${t('inbox:sort.waiting')}</wa-dropdown-item>
    </wa-dropdown>`;
  }

  #renderChips(q: string) {
    const { query: asked } = place.value;
    const { filters, sort } = listQueryOf(this.tab, asked);
    const fixed = q ? {} : filtersOfTab(this.tab);
    const free = Object.fromEntries(Object.entries(filters).filter(([name]) => !(name in fixed)));
    const chips = renderChips(free, sort, this.#channels().data ?? []);
    const views = this.#views().data ?? [];
    const view = views.find(({ id }) => id === this.tab);
    if (chips.length === 0 && !view && !q) return nothing;
    return html`<div class="chips">
      ${q ? html`<span class="quiet results">${t('inbox:results')}</span>` : nothing}${chips}
      ${chips.length > 0 && !view ? html`<button class="button plain small" @click=${clearFilters}>${t('common:clearFilters')}</button>` : nothing}
      <span class="spacer"></span>
      ${view && !q ? html`<hub-view-menu .view=${view} .views=${views} .query=${{ filters, sort }}></hub-view-menu>` : nothing}
    </div>`;
  }

  #renderContent(q: string) {
    if (this.#isUnknownView())
      return html`<hub-empty
        drawing="missing"
        heading=${t('inbox:noView')}
        text=${t('inbox:noViewHint')}
        action=${t('inbox:toMine')}
        to="/inbox/mine"
      ></hub-empty>`;
    const list = this.#list;
    if (!list || list.state.value === 'loading') return html`<hub-skeleton rows="10"></hub-skeleton>`;
    if (list.state.value === 'failed') {
      return html`<hub-empty
        drawing="broken"
        role="alert"
        heading=${t('inbox:listFailed')}
        text=${wordsOf(list.failure.value)}
        action=${t('common:retry')}
        @hub-empty-action=${() => void list.reload()}
      ></hub-empty>`;
    }
    if (list.rows.value.length === 0) return this.#renderEmpty(q);
    return html`<hub-conversation-rows .list=${list} .openId=${this.conversationId} .linkTo=${this.#pathTo}></hub-conversation-rows>`;
  }

  #renderEmpty(q: string) {
    const hasFilters = Object.keys(filtersIn(place.value.query)).length > 0 || place.value.query.has('sort');
    if (q) {
      return html`<hub-empty
        drawing="search"
        heading=${t('inbox:nothingFound')}
        text=${t('inbox:nothingFoundHint', { q })}
        action=${t('inbox:clearSearch')}
        @hub-empty-action=${clearFilters}
      ></hub-empty>`;
    }
    if (hasFilters && isTab(this.tab)) {
      return html`<hub-empty
        drawing="search"
        heading=${t('inbox:nothingMatches')}
        text=${t('inbox:nothingMatchesHint')}
        action=${t('common:clearFilters')}
        @hub-empty-action=${clearFilters}
      ></hub-empty>`;
    }
    const tab = tabs.find((each) => each === this.tab);
    if (tab === undefined)
      return html`<hub-empty drawing="search" heading=${t('inbox:nothingMatches')} text=${t('inbox:emptyView')}></hub-empty>`;
    const isMine = tab === 'mine';
    return html`<hub-empty
      drawing=${isMine || tab === 'unassigned' ? 'done' : 'tray'}
      heading=${t(`inbox:empty.${tab}`)}
      text=${t(`inbox:emptyHint.${tab}`)}
      action=${isMine ? t('inbox:toUnassigned') : ''}
      to=${isMine ? '/inbox/unassigned' : ''}
    ></hub-empty>`;
  }

  #pathTo = (id: string): string => {
    const kept = new URLSearchParams(place.peek().query);
    kept.delete('panel');
    return `/inbox/${this.tab}/${id}${kept.size > 0 ? `?${kept}` : ''}`;
  };

  /** A saved view's filters stand in the address; until they do there is nothing to read. */
  #isReady(): boolean {
    return isTab(this.tab) || place.value.query.size > 0 || Object.keys(this.#view()?.filters ?? { unknown: 1 }).length === 0;
  }

  #isUnknownView(): boolean {
    return !isTab(this.tab) && this.#views().isSuccess && !this.#view();
  }

  #view() {
    return this.#views().data?.find(({ id }) => id === this.tab);
  }

  #spreadView(): void {
    const view = this.#view();
    const { path, query: asked } = place.peek();
    const isBare = [...asked.keys()].every((name) => name === 'panel');
    if (!view || !isBare || !path.startsWith(`/inbox/${view.id}`)) return;
    const written = writeQuery(view.filters, view.sort);
    if (written) navigate(path + written, { replace: true });
  }

  #toRows = (): void => {
    const first = this.rows?.current ?? this.#list?.rows.peek()[0];
    if (first) void this.rows?.reveal(first, { focus: true });
  };

  #saveView = async (): Promise<void> => {
    const { filters, sort } = listQueryOf(this.tab, place.peek().query);
    const { q: _search, ...kept } = filters;
    const saved = await showViewDialog({ filters: kept, sort });
    if (saved) navigate(`/inbox/${saved.id}${this.conversationId === null ? '' : `/${this.conversationId}`}`);
  };
}
