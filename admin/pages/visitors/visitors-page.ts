import { Pause, Play, Search } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Commands } from '../../app/commands/commands.ts';
import { wordsOf } from '../../app/feedback/error-words.ts';
import { navigate, place, setQuery } from '../../app/routing/route.ts';
import '../../components/empty.ts';
import { HubElement } from '../../components/hub-element.ts';
import { icon } from '../../components/icon.ts';
import '../../components/skeleton.ts';
import { may } from '../../data/session.ts';
import { LiveVisitors, type VisitorFilters } from '../../data/visitors/live-visitors.ts';
import { t } from '../../words/words.ts';
import { pageCommands } from './page-commands.ts';
import './visitor-drawer.ts';
import './visitor-table.ts';
import { nameOf } from './visitor-words.ts';
import './visitors-page.css';
import { showWrite } from './write/show-write.ts';

const narrow = matchMedia('(width < 900px)');
const typingMs = 200;

/** Who is on the site right now, live, and beside it (on a narrow screen over it) the one that is open. */
@customElement('hub-visitors-page')
export class HubVisitorsPage extends HubElement {
  @property({ attribute: false }) visitorId: string | null = null;
  @state() private isNarrow = narrow.matches;
  readonly list = new LiveVisitors();
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Commands(this, () => pageCommands(this));
    this.addEventListener('hub-close', () => this.close());
    this.addEventListener('hub-write', () => void this.write());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.list.narrow(filtersIn(place.peek().query));
    this.list.start();
    narrow.addEventListener('change', this.#onWidth);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.list.stop();
    clearTimeout(this.#typing);
    narrow.removeEventListener('change', this.#onWidth);
  }

  /** Opens a visitor beside the list. */
  open(id: string): void {
    navigate(this.#pathTo(id), { replace: this.visitorId !== null });
  }

  close(): void {
    const open = this.visitorId;
    navigate(this.#pathTo(null));
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`tr[data-id="${open}"] a`)?.focus({ preventScroll: true }));
  }

  /** Asks for the first words to the open visitor, or the one in focus, and goes to the conversation. */
  async write(): Promise<void> {
    const row = this.list.rows.peek().find(({ visitor }) => visitor.id === (this.visitorId ?? this.focused));
    const id = row?.visitor.id ?? this.visitorId;
    if (id === null) return;
    const conversationId = await showWrite(id, row ? nameOf(row.visitor) : nameOf({ id, name: null }));
    if (conversationId !== undefined) navigate(`/inbox/mine/${conversationId}`);
  }

  /** The visitor whose row has the focus. */
  get focused(): string | null {
    return document.activeElement?.closest<HTMLElement>('hub-visitor-table tr')?.dataset['id'] ?? null;
  }

  focusSearch(): void {
    this.querySelector<HTMLInputElement>('.search input')?.select();
  }

  protected override willUpdate(): void {
    this.list.narrow(filtersIn(place.value.query));
  }

  protected override render() {
    const { list, visitorId } = this;
    const total = list.total.value;
    const row = list.rows.value.find(({ visitor, isGone }) => visitor.id === visitorId && !isGone);
    return html`<section class="list" aria-label=${t('visitors:list')} ?hidden=${this.isNarrow && visitorId !== null}>
        <header>
          <div class="row first">
            <h1>${t('visitors:title')}</h1>
            <span class="quiet numbers" role="status">${list.state.value === 'ready' ? t('visitors:now', { count: total }) : ''}</span>
            <span class="spacer"></span>
            <button
              class="button plain"
              aria-pressed=${list.isPaused.value}
              title="${t(list.isPaused.value ? 'visitors:resume' : 'visitors:pause')} (P)"
              @click=${() => list.pause(!list.isPaused.peek())}
            >
              ${icon(list.isPaused.value ? Play : Pause)}${t(list.isPaused.value ? 'visitors:resume' : 'visitors:pause')}
            </button>
          </div>
          ${this.#renderTools()}
        </header>
        <div class="content scroll">${this.#renderContent()}</div>
      </section>
      ${
        visitorId === null
          ? nothing
          : html`<section class="drawer" aria-label=${t('visitors:visitor')}>
              <hub-visitor-drawer
                .visitorId=${visitorId}
                .live=${row?.visitor ?? null}
                .clockAhead=${list.clockAhead.value}
              ></hub-visitor-drawer>
            </section>`
      }`;
  }

  protected override updated(): void {
    const title = document.title.replace(/^\(\d+\) /, '');
    const total = this.list.total.peek();
    document.title = total > 0 ? `(${total}) ${title}` : title;
  }

  #renderTools(): TemplateResult {
    const { query } = place.value;
    const known = query.get('known');
    const choices: [string, string | null][] = [
      [t('common:all'), null],
      [t('visitors:known'), 'true'],
      [t('visitors:anonymousOnly'), 'false'],
    ];
    return html`<div class="row tools">
      <div class="search" role="search">
        ${icon(Search, 14)}<input
          type="search"
          class="input"
          maxlength="200"
          autocomplete="off"
          aria-label=${t('visitors:search')}
          placeholder=${t('visitors:search')}
          .value=${query.get('q') ?? ''}
          @input=${this.#onType}
        />
      </div>
      <div class="choices" role="group" aria-label=${t('visitors:filter')}>
        ${choices.map(
          ([words, value]) =>
            html`<button class="button small plain" aria-pressed=${known === value} @click=${() => setQuery({ known: value })}>
              ${words}
            </button>`,
        )}
      </div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const { list } = this;
    if (list.state.value === 'failed')
      return html`<hub-empty
        drawing="broken"
        heading=${t('visitors:failed')}
        text=${wordsOf(list.failure)}
        action=${t('common:retry')}
        @hub-empty-action=${() => list.refresh()}
      ></hub-empty>`;
    if (list.state.value === 'loading') return html`<hub-skeleton rows="10"></hub-skeleton>`;
    if (list.rows.value.length === 0 && list.waiting.value === 0) return this.#renderEmpty();
    return html`<hub-visitor-table .list=${list} .openId=${this.visitorId} .linkTo=${(id: string) => this.#pathTo(id)}></hub-visitor-table>
      <p class="faint privacy">${t('visitors:privacy')}</p>`;
  }

  #renderEmpty(): TemplateResult {
    const { q, known } = filtersIn(place.value.query);
    if (q !== undefined || known !== undefined)
      return html`<hub-empty
        drawing="search"
        heading=${t('visitors:nothing')}
        text=${t('visitors:nothingHint')}
        action=${t('common:clearFilters')}
        @hub-empty-action=${() => setQuery({ q: null, known: null })}
      ></hub-empty>`;
    return html`<hub-empty
      drawing="site"
      heading=${t('visitors:empty')}
      text=${t('visitors:emptyHint')}
      action=${may('channel.manage') ? t('visitors:toWidget') : ''}
      to="/settings/widget"
    ></hub-empty>`;
  }

  #onType = (event: InputEvent): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    const { value } = event.currentTarget;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => setQuery({ q: value.trim() || null }), typingMs);
  };

  #pathTo(id: string | null): string {
    const { query } = place.peek();
    return `/visitors${id === null ? '' : `/${id}`}${query.size > 0 ? `?${query}` : ''}`;
  }

  #onWidth = (): void => {
    this.isNarrow = narrow.matches;
  };
}

function filtersIn(query: URLSearchParams): VisitorFilters {
  const known = query.get('known');
  return { q: query.get('q')?.trim() || undefined, known: known === 'true' || known === 'false' ? known : undefined };
}
