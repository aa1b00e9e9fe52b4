import { Ellipsis } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SavedView } from '../../../../../hub/api/customers/saved-views.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { navigate, place } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { changeView, positionBeside, removeView } from '../../../../data/conversations/listing/views.ts';
import { keyOf, listQueryOf, writeQuery, type ListQuery } from '../../../../data/conversations/listing/query.ts';
import { may, session } from '../../../../data/session.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { t } from '../../../../words/words.ts';
import { showViewDialog } from './show-view-dialog.ts';

/** What can be done to the saved view on screen, and a button to keep its changed filters. */
@customElement('hub-view-menu')
export class HubViewMenu extends HubElement {
  @property({ attribute: false }) view!: SavedView;
  /** All views in their order. */
  @property({ attribute: false }) views: readonly SavedView[] = [];
  /** What is on screen, which may differ from what was saved. */
  @property({ attribute: false }) query!: ListQuery;

  protected override render() {
    if (!this.#mayChange()) return nothing;
    const { view } = this;
    const up = positionBeside(this.views, view.id, -1);
    const down = positionBeside(this.views, view.id, 1);
    return html`${
        this.#isChanged()
          ? html`<button class="button small" @click=${() => this.#change({ ...this.query }, t('inbox:viewSaved'))}>
              ${t('common:save')}
            </button>`
          : nothing
      }<wa-dropdown placement="bottom-end" @wa-select=${this.#onSelect}>
        <button
          slot="trigger"
          class="icon-button"
          aria-label=${t('inbox:viewMenu', { name: view.name })}
          title=${t('inbox:viewMenu', { name: view.name })}
        >
          ${icon(Ellipsis)}
        </button>
        <wa-dropdown-item value="rename">${t('inbox:renameView')}</wa-dropdown-item>
        ${
          may('view.share')
            ? html`<wa-dropdown-item value="share">${view.isShared ? t('inbox:unshareView') : t('inbox:shareView')}</wa-dropdown-item>`
            : nothing
        }
        <wa-dropdown-item value="up" ?disabled=${up === null}>${t('inbox:moveUp')}</wa-dropdown-item>
        <wa-dropdown-item value="down" ?disabled=${down === null}>${t('inbox:moveDown')}</wa-dropdown-item>
        <wa-divider></wa-divider>
        <wa-dropdown-item value="delete" variant="danger">${t('inbox:deleteView')}</wa-dropdown-item>
      </wa-dropdown>`;
  }

  #mayChange(): boolean {
    return this.view.ownerId === session.value?.agent.id || (this.view.isShared && may('view.share'));
  }

  #isChanged(): boolean {
    const saved = new URLSearchParams(writeQuery(this.view.filters, this.view.sort));
    return this.query.filters.q === undefined && keyOf(listQueryOf(this.view.id, saved)) !== keyOf(this.query);
  }

  #onSelect = (event: CustomEvent<{ item: { value: string } }>): void => {
    const { view, views } = this;
    const move = (step: 1 | -1): void => {
      const position = positionBeside(views, view.id, step);
      if (position !== null) void this.#change({ position });
    };
    const acts: Record<string, () => void> = {
      rename: () => void showViewDialog({ view }),
      share: () => void this.#change({ isShared: !view.isShared }, view.isShared ? t('inbox:viewUnshared') : t('inbox:viewShared')),
      up: () => move(-1),
      down: () => move(1),
      delete: () => void this.#remove(),
    };
    acts[event.detail.item.value]?.();
  };

  async #change(change: Parameters<typeof changeView>[1], said?: string): Promise<void> {
    try {
      await changeView(this.view.id, change);
      if (said) showToast({ text: said, kind: 'good' });
    } catch (error) {
      showError(error, () => void this.#change(change, said));
    }
  }

  async #remove(): Promise<void> {
    const { id, name, isShared } = this.view;
    const isAgreed = await confirm({
      heading: t('inbox:deleteViewAsk', { name }),
      text: isShared ? t('inbox:deleteSharedViewHint') : t('inbox:deleteViewHint'),
      action: t('inbox:deleteView'),
      isDangerous: true,
    });
    if (!isAgreed) return;
    try {
      await removeView(id);
      if (place.peek().path.startsWith(`/inbox/${id}`)) navigate('/inbox/mine');
    } catch (error) {
      showError(error, () => void this.#remove());
    }
  }
}
