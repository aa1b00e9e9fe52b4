import { createQueryController } from '@tanstack/lit-query';
import { ChevronDown, Ellipsis } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SavedView } from '../../../../../hub/api/customers/saved-views.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { navigate } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { isNarrowed, writeContactQuery } from '../../../../data/contacts/contact-query.ts';
import {
  changeSegment,
  differs,
  queryOfSegment,
  removeSegment,
  segmentsQuery,
  type SegmentContent,
} from '../../../../data/contacts/segments.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may, session } from '../../../../data/session.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { t } from '../../../../words/words.ts';
import { showSegment } from './show-segment.ts';

/** Which segment is on screen, all there are, and what can be done to this one. */
@customElement('hub-segment-menu')
export class HubSegmentMenu extends HubElement {
  /** The segment the address names; null: all contacts. */
  @property({ attribute: false }) segmentId: string | null = null;
  /** What is on screen, which may differ from what was kept. */
  @property({ attribute: false }) content!: SegmentContent;
  readonly #segments = createQueryController(this, segmentsQuery, queryClient);

  protected override render() {
    const segments = this.#segments().data ?? [];
    const segment = segments.find(({ id }) => id === this.segmentId);
    return html`<wa-dropdown placement="bottom-start" @wa-select=${this.#onChoose}>
        <button slot="trigger" class="button plain title" aria-label="${t('contacts:segment')}: ${segment?.name ?? t('contacts:all')}">
          <span class="ellipsis">${segment?.name ?? t('contacts:all')}</span>${icon(ChevronDown, 14)}
        </button>
        <wa-dropdown-item type="checkbox" value="" ?checked=${!segment}>${t('contacts:all')}</wa-dropdown-item>
        ${segments.map(
          (each) =>
            html`<wa-dropdown-item type="checkbox" value=${each.id} ?checked=${each.id === segment?.id}
              >${each.isShared ? t('contacts:sharedSegment', { name: each.name }) : each.name}</wa-dropdown-item
            >`,
        )}
        <wa-divider></wa-divider>
        <wa-dropdown-item value="save" ?disabled=${!segment && !isNarrowed(this.content) && this.content.sort === 'newest'}
          >${t('contacts:saveSegment')}</wa-dropdown-item
        >
      </wa-dropdown>
      ${segment && this.#mayChange(segment) ? this.#renderTools(segment) : nothing}`;
  }

  #renderTools(segment: SavedView) {
    return html`${
        differs(segment, this.content)
          ? html`<button class="button small" @click=${() => this.#change(segment, this.content, t('contacts:segmentSaved'))}>
              ${t('contacts:saveSegmentChanges')}
            </button>`
          : nothing
      }<wa-dropdown
        placement="bottom-start"
        @wa-select=${(event: CustomEvent<{ item: { value: string } }>) => this.#act(segment, event.detail.item.value)}
      >
        <button slot="trigger" class="icon-button" aria-label=${t('contacts:segmentMenu', { name: segment.name })}>
          ${icon(Ellipsis)}
        </button>
        <wa-dropdown-item value="rename">${t('contacts:renameSegment')}</wa-dropdown-item>
        ${
          may('view.share')
            ? html`<wa-dropdown-item value="share"
                >${segment.isShared ? t('contacts:unshareSegment') : t('contacts:shareSegment')}</wa-dropdown-item
              >`
            : nothing
        }
        <wa-divider></wa-divider>
        <wa-dropdown-item value="delete" variant="danger">${t('contacts:deleteSegment')}</wa-dropdown-item>
      </wa-dropdown>`;
  }

  #mayChange({ ownerId, isShared }: SavedView): boolean {
    return ownerId === session.value?.agent.id || (isShared && may('view.share'));
  }

  #onChoose = (event: CustomEvent<{ item: { value: string } }>): void => {
    const { value } = event.detail.item;
    if (value === 'save') void this.#save();
    else openSegment((this.#segments().data ?? []).find(({ id }) => id === value));
  };

  async #save(): Promise<void> {
    const saved = await showSegment({ content: this.content });
    if (saved) openSegment(saved);
  }

  #act(segment: SavedView, what: string): void {
    if (what === 'rename') void showSegment({ segment });
    else if (what === 'share') void this.#change(segment, { isShared: !segment.isShared }, t('contacts:segmentSaved'));
    else if (what === 'delete') void this.#remove(segment);
  }

  async #change(segment: SavedView, change: Parameters<typeof changeSegment>[1], said: string): Promise<void> {
    try {
      openSegment(await changeSegment(segment.id, change));
      showToast({ text: said, kind: 'good' });
    } catch (error) {
      showError(error, () => void this.#change(segment, change, said));
    }
  }

  async #remove(segment: SavedView): Promise<void> {
    const isAgreed = await confirm({
      heading: t('contacts:deleteSegmentAsk', { name: segment.name }),
      text: segment.isShared ? t('contacts:deleteSharedSegmentHint') : t('contacts:deleteSegmentHint'),
      action: t('contacts:deleteSegment'),
      isDangerous: true,
    });
    if (!isAgreed) return;
    try {
      await removeSegment(segment.id);
      openSegment(undefined);
    } catch (error) {
      showError(error, () => void this.#remove(segment));
    }
  }
}

/** Puts a segment on screen; undefined: all contacts. */
function openSegment(segment: SavedView | undefined): void {
  const written = segment ? { ...writeContactQuery(queryOfSegment(segment)), segment: segment.id } : {};
  const query = new URLSearchParams(Object.entries(written).filter((entry): entry is [string, string] => entry[1] !== null));
  navigate(`/contacts${query.size > 0 ? `?${query}` : ''}`);
}
