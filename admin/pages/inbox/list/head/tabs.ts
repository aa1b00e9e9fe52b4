import { createQueryController } from '@tanstack/lit-query';
import { ChevronDown } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CappedCount } from '../../../../../hub/api/fields.ts';
import { href, navigate } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { openList } from '../../../../data/conversations/lists.ts';
import { tabCounts, viewCounts } from '../../../../data/conversations/listing/counts.ts';
import { listQueryOf, type Tab } from '../../../../data/conversations/listing/query.ts';
import { viewsQuery } from '../../../../data/conversations/listing/views.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { number } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import './tabs.css';

const inRow = ['mine', 'unassigned', 'all'] as const;
const inMenu = ['snoozed', 'closed', 'mentions'] as const;

/** The lists there are, with what they hold: three in a row, the others and the saved views in a menu. */
@customElement('hub-inbox-tabs')
export class HubInboxTabs extends HubElement {
  /** The tab or view on screen; empty while something is searched for. */
  @property({ attribute: false }) current = '';
  /** Stays open while lists are switched. */
  @property({ attribute: false }) openId: string | null = null;
  readonly #views = createQueryController(this, viewsQuery, queryClient);

  protected override render() {
    return html`<nav class="tabs" aria-label=${t('inbox:lists')}>
      ${inRow.map(
        (tab) =>
          html`<a
            class="tab"
            href=${href(this.#pathOf(tab))}
            aria-current=${this.current === tab ? 'page' : 'false'}
            @pointerenter=${() => this.#warm(tab)}
            @focus=${() => this.#warm(tab)}
            >${t(`inbox:tab.${tab}`)}${this.#renderCount(tab)}</a
          >`,
      )}
      <span class="spacer"></span>${this.#renderMenu()}
    </nav>`;
  }

  #renderMenu() {
    const views = this.#views().data ?? [];
    const isInMenu = this.current !== '' && !inRow.some((tab) => tab === this.current);
    const mentions = tabCounts.value?.mentions.unread.count ?? 0;
    const name = isInMenu
      ? (views.find(({ id }) => id === this.current)?.name ??
        inMenu.filter((tab) => tab === this.current).map((tab) => t(`inbox:tab.${tab}`))[0])
      : undefined;
    return html`<wa-dropdown placement="bottom-end" @wa-show=${this.#refresh} @wa-select=${this.#onSelect}>
      <button slot="trigger" class="tab" aria-current=${isInMenu ? 'page' : 'false'}>
        <span class="ellipsis">${name ?? t('common:more')}</span>${
          mentions > 0 && !isInMenu ? html`<i class="dot" title=${t('inbox:newMentions')}></i>` : nothing
        }${icon(ChevronDown, 13)}
      </button>
      ${inMenu.map((tab) => this.#renderItem(`tab ${tab}`, t(`inbox:tab.${tab}`), this.#countOf(tab), tab))}
      ${
        views.length > 0
          ? html`<wa-divider></wa-divider> ${views.map((view) =>
                this.#renderItem(
                  `view ${view.id}`,
                  view.isShared ? t('inbox:sharedView', { name: view.name }) : view.name,
                  viewCounts.value.get(view.id),
                  view.id,
                ),
              )}`
          : nothing
      }
      <wa-divider></wa-divider>
      <wa-dropdown-item value="save">${t('inbox:saveView')}</wa-dropdown-item>
    </wa-dropdown>`;
  }

  #renderItem(value: string, words: string, count: CappedCount | undefined, id: string) {
    return html`<wa-dropdown-item value=${value} aria-current=${this.current === id ? 'page' : 'false'}
      >${words}${count && count.count > 0 ? html`<span slot="details" class="numbers">${inWords(count)}</span>` : nothing}</wa-dropdown-item
    >`;
  }

  #renderCount(tab: Tab) {
    const count = this.#countOf(tab);
    if (!count || count.count === 0) return nothing;
    return html`<span class="numbers quiet">${inWords(count)}</span>`;
  }

  #countOf(tab: Tab): CappedCount | undefined {
    // Closed ones only ever become more: their number helps nobody.
    return tab === 'closed' ? undefined : tabCounts.value?.[tab];
  }

  #pathOf(tab: string): string {
    return `/inbox/${tab}${this.openId === null ? '' : `/${this.openId}`}`;
  }

  /** Read before it is chosen, so that it is there at once. */
  #warm(tab: Tab): void {
    openList(listQueryOf(tab, new URLSearchParams()));
  }

  /** A colleague may have shared one meanwhile. */
  #refresh = (): void => {
    void queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
  };

  #onSelect = (event: CustomEvent<{ item: { value: string } }>): void => {
    const [what, id = ''] = event.detail.item.value.split(' ');
    if (what === 'save') this.dispatchEvent(new Event('hub-save-view', { bubbles: true }));
    else navigate(this.#pathOf(id));
  };
}

function inWords({ count, isCapped }: CappedCount): string {
  return isCapped ? '99+' : number(count);
}
