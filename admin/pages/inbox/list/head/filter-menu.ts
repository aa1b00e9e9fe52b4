import { createQueryController } from '@tanstack/lit-query';
import { Check, ChevronLeft, ChevronRight, ListFilter } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ConversationFilters } from '../../../../../hub/api/customers/conversations.ts';
import type { TagView } from '../../../../../hub/api/customers/tags.ts';
import { setQuery } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { channelsQuery, tagsQuery } from '../../../../data/conversations/listing/choices.ts';
import type { FilterName } from '../../../../data/conversations/listing/query.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { agents, departments } from '../../../../data/team.ts';
import { t } from '../../../../words/words.ts';
import { wordsOfFilter, wordsOfValue } from './filter-words.ts';
import './filter-menu.css';

interface Choice {
  value: string;
  words: string;
  isChosen: boolean;
}

const waitingMinutes = [5, 15, 60, 240, 1440];

/** Picks a filter and its value: two short lists that are searched by typing, walked by the arrows and gone back from by Backspace. */
@customElement('hub-filter-menu')
export class HubFilterMenu extends HubElement {
  /** What the address asks for now. */
  @property({ attribute: false }) filters: ConversationFilters = {};
  /** What the list has by itself, and can't be asked otherwise. */
  @property({ attribute: false }) fixed: ConversationFilters = {};
  @state() private kind: FilterName | null = null;
  @state() private typed = '';
  @state() private active = 0;
  @query('.filter-panel') private panel!: HTMLElement;
  @query('.filter-panel input') private field!: HTMLInputElement;
  @query('button') private button!: HTMLButtonElement;

  readonly #channels = createQueryController(this, () => ({ ...channelsQuery, enabled: may('channel.view') }), queryClient);
  readonly #tags = createQueryController(
    this,
    () => ({
      ...tagsQuery(this.kind === 'tag' ? this.typed : ''),
      enabled: this.kind === 'tag',
      placeholderData: (before: TagView[] | undefined) => before,
    }),
    queryClient,
  );

  /** Opens it at the kinds of filters. */
  show(): void {
    this.panel.showPopover();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#place);
  }

  protected override render() {
    const choices = this.#choices();
    const active = Math.min(this.active, choices.length - 1);
    return html`<button
        class="icon-button"
        popovertarget="filter-panel"
        aria-label=${t('inbox:addFilter')}
        title="${t('inbox:addFilter')} (F)"
      >
        ${icon(ListFilter)}
      </button>
      <div id="filter-panel" class="filter-panel" popover role="dialog" aria-label=${t('inbox:addFilter')} @toggle=${this.#onToggle}>
        <div class="row">
          ${
            this.kind === null
              ? nothing
              : html`<button class="icon-button" aria-label=${t('common:back')} @click=${() => this.#goTo(null)}>
                  ${icon(ChevronLeft)}
                </button>`
          }
          <input
            class="input"
            role="combobox"
            autocomplete="off"
            aria-expanded="true"
            aria-controls="filter-choices"
            aria-activedescendant=${active < 0 ? '' : `filter-choice-${active}`}
            aria-label=${this.kind === null ? t('inbox:addFilter') : wordsOfFilter(this.kind)}
            placeholder=${this.kind === null ? t('inbox:filterBy') : wordsOfFilter(this.kind)}
            .value=${this.typed}
            @input=${this.#onInput}
            @keydown=${this.#onKey}
          />
        </div>
        <ul id="filter-choices" class="scroll" role="listbox" aria-label=${t('inbox:addFilter')}>
          ${choices.map((choice, place) => this.#renderChoice(choice, place, place === active))}
        </ul>
        ${choices.length === 0 ? html`<p class="quiet none">${this.#isReading() ? t('common:loading') : t('inbox:noChoice')}</p>` : nothing}
      </div>`;
  }

  #renderChoice(choice: Choice, place: number, isActive: boolean) {
    return html`<li
      id="filter-choice-${place}"
      role="option"
      aria-selected=${choice.isChosen}
      class=${isActive ? 'active' : ''}
      @pointermove=${() => {
        this.active = place;
      }}
      @click=${() => this.#choose(choice)}
    >
      <span class="ellipsis">${choice.words}</span><span class="spacer"></span>${
        choice.isChosen ? icon(Check, 14) : this.kind === null && choice.value !== 'unread' ? icon(ChevronRight, 14) : nothing
      }
    </li>`;
  }

  #isReading(): boolean {
    return (this.kind === 'tag' && this.#tags().isFetching) || (this.kind === 'channel' && this.#channels().isFetching);
  }

  #choices(): Choice[] {
    const all = this.kind === null ? this.#kinds() : this.#values(this.kind);
    const typed = this.typed.trim().toLocaleLowerCase();
    // Tags are searched by the hub too, which has more of them; meanwhile those that are known answer.
    return all.filter(({ words }) => words.toLocaleLowerCase().includes(typed));
  }

  #kinds(): Choice[] {
    const kinds: FilterName[] = ['unread', 'assignee', 'tag', 'priority', 'waiting', 'status'];
    if (may('department.view')) kinds.splice(2, 0, 'department');
    if (may('channel.view')) kinds.splice(2, 0, 'channel');
    return kinds
      .filter((kind) => this.fixed[kind] === undefined)
      .map((kind) => ({ value: kind, words: wordsOfFilter(kind), isChosen: this.filters[kind] !== undefined }));
  }

  #values(kind: FilterName): Choice[] {
    return this.#ids(kind).map((value) => ({
      value,
      words: wordsOfValue(kind, value, this.#channels().data ?? []),
      isChosen: String(this.filters[kind]) === value,
    }));
  }

  #ids(kind: FilterName): string[] {
    switch (kind) {
      case 'status':
        return ['open', 'snoozed', 'closed'];
      case 'assignee':
        return ['me', 'none', ...agents.value.map(({ id }) => id)];
      case 'channel':
        return (this.#channels().data ?? []).map(({ id }) => id);
      case 'department':
        return departments.value.map(({ id }) => id);
      case 'tag':
        return (this.#tags().data ?? []).map(({ name }) => name);
      case 'priority':
        return ['urgent', 'high', 'normal', 'low'];
      case 'waiting':
        return waitingMinutes.map(String);
      case 'unread':
      case 'mentioned':
        return [];
    }
  }

  #choose({ value, isChosen }: Choice): void {
    if (this.kind !== null) {
      setQuery({ [this.kind]: isChosen ? null : value });
      this.panel.hidePopover();
    } else if (value === 'unread') {
      setQuery({ unread: isChosen ? null : 'true' });
      this.panel.hidePopover();
    } else {
      const kind = this.#kinds().find((each) => each.value === value);
      if (kind) this.#goTo(kind.value as FilterName); // the values of kinds are their names
    }
  }

  #goTo(kind: FilterName | null): void {
    this.kind = kind;
    this.typed = '';
    this.active = 0;
    this.field.focus();
  }

  #onInput = (): void => {
    this.typed = this.field.value;
    this.active = 0;
  };

  #onKey = (event: KeyboardEvent): void => {
    const choices = this.#choices();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.active = (this.active + (event.key === 'ArrowDown' ? 1 : -1) + choices.length) % Math.max(1, choices.length);
      void this.updateComplete.then(() => this.querySelector('.active')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = choices[this.active];
      if (choice) this.#choose(choice);
    } else if (event.key === 'Backspace' && this.typed === '' && this.kind !== null) {
      event.preventDefault();
      this.#goTo(null);
    }
  };

  #onToggle = (event: ToggleEvent): void => {
    if (event.newState === 'closed') {
      window.removeEventListener('resize', this.#place);
      if (this.contains(document.activeElement)) this.button.focus();
      return;
    }
    this.#place();
    window.addEventListener('resize', this.#place);
    this.#goTo(null);
  };

  /** Under its button, inside the window. */
  #place = (): void => {
    const { bottom, right } = this.button.getBoundingClientRect();
    const width = 248;
    this.panel.style.setProperty('top', `${bottom + 4}px`);
    this.panel.style.setProperty('left', `${Math.max(8, Math.min(right - width, innerWidth - width - 8))}px`);
  };
}
