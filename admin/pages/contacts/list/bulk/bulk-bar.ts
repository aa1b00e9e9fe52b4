import { createQueryController } from '@tanstack/lit-query';
import { Ban, Download, Eraser, Merge, Tag, X } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { setQuery } from '../../../../app/routing/route.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { openPicker } from '../../../../components/picker.ts';
import type { ContactList } from '../../../../data/contacts/contact-list.ts';
import { tagsQuery } from '../../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { t } from '../../../../words/words.ts';
import { showMerge } from '../../merge/show-merge.ts';
import { changeMany, type BulkAction } from './bulk-actions.ts';
import { clearContacts, selectedContacts } from './selection.ts';
import './bulk-bar.css';

/** What can be done to the contacts that were picked. */
@customElement('hub-contact-bulk-bar')
export class HubContactBulkBar extends HubElement {
  @property({ attribute: false }) list!: ContactList;
  readonly #tags = createQueryController(this, tagsQuery(''), queryClient);

  protected override render() {
    const ids = [...selectedContacts.value];
    return html`<div class="bar" role="toolbar" aria-label=${t('contacts:bulkBar')}>
      <b class="numbers" role="status">${t('contacts:selected', { count: ids.length })}</b>
      ${may('contact.edit') ? this.#renderEditing(ids) : nothing}
      ${
        may('data.export')
          ? html`<button class="button small" @click=${() => setQuery({ export: 'new' }, { replace: false })}>
              ${icon(Download, 14)}<span class="words">${t('contacts:exportSelected')}</span>
            </button>`
          : nothing
      }
      <button
        class="icon-button"
        aria-label=${t('contacts:clearSelection')}
        title="${t('contacts:clearSelection')} (Esc)"
        @click=${clearContacts}
      >
        ${icon(X)}
      </button>
    </div>`;
  }

  #renderEditing(ids: readonly string[]) {
    const chosen = this.list.rows.value.filter(({ id }) => selectedContacts.value.has(id));
    const areBlocked = chosen.length > 0 && chosen.every(({ blocked }) => blocked);
    return html`<button class="button small" @click=${(event: MouseEvent) => this.#pickTag(event, 'addTag', ids)}>
        ${icon(Tag, 14)}<span class="words">${t('contacts:addTag')}</span>
      </button>
      <button class="button small" @click=${(event: MouseEvent) => this.#pickTag(event, 'removeTag', ids)}>
        ${icon(Eraser, 14)}<span class="words">${t('contacts:removeTag')}</span>
      </button>
      ${
        areBlocked
          ? html`<button class="button small" @click=${() => changeMany(ids, 'unblock')}>${t('contacts:unblock')}</button>`
          : html`<button class="button small" @click=${() => this.#block(ids)}>
              ${icon(Ban, 14)}<span class="words">${t('contacts:block')}</span>
            </button>`
      }
      ${
        ids.length === 2
          ? html`<button class="button small" @click=${() => this.#merge(ids)}>
              ${icon(Merge, 14)}<span class="words">${t('contacts:mergeTwo')}</span>
            </button>`
          : nothing
      }`;
  }

  #pickTag(event: MouseEvent, action: BulkAction, ids: readonly string[]): void {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const chosen = this.list.rows.peek().filter(({ id }) => ids.includes(id));
    const names =
      action === 'addTag' ? (this.#tags().data ?? []).map(({ name }) => name) : [...new Set(chosen.flatMap(({ tags }) => tags))];
    openPicker(
      event.currentTarget,
      {
        label: t(`contacts:${action === 'addTag' ? 'addTag' : 'removeTag'}`),
        choices: names.map((name) => ({ value: name, label: name })),
        chosen: [],
        ...(action === 'addTag' && { createLabel: (text) => t('contacts:createTag', { text }) }),
      },
      ({ value }) => void this.#change(ids, action, value),
    );
  }

  async #block(ids: readonly string[]): Promise<void> {
    const count = ids.length;
    const isAgreed = await confirm({
      heading: t('contacts:blockManyAsk', { count }),
      text: t('contacts:blockHint'),
      action: t('contacts:blockMany', { count }),
      isDangerous: true,
    });
    if (isAgreed) await this.#change(ids, 'block');
  }

  async #merge([first = '', second]: readonly string[]): Promise<void> {
    if ((await showMerge(first, second)) !== undefined) clearContacts();
  }

  async #change(ids: readonly string[], action: BulkAction, tag?: string): Promise<void> {
    await changeMany(ids, action, tag);
    await this.list.refresh();
  }
}
