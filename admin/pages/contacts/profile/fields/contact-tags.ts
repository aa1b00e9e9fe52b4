import { createQueryController } from '@tanstack/lit-query';
import { Plus, X } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ContactView } from '../../../../../hub/api/customers/contacts.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { openPicker } from '../../../../components/picker.ts';
import { tagsQuery } from '../../../../data/conversations/listing/choices.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { saveField } from './save-field.ts';

/** A contact's tags: put on and taken off, new ones made on the way. */
@customElement('hub-contact-tags')
export class HubContactTags extends HubElement {
  @property({ attribute: false }) contact!: ContactView;
  @query('.add') private button!: HTMLButtonElement;
  readonly #known = createQueryController(this, tagsQuery(''), queryClient);

  protected override render() {
    const { tags } = this.contact;
    const mayEdit = may('contact.edit');
    if (tags.length === 0 && !mayEdit) return html`<p class="quiet">${t('contacts:noTags')}</p>`;
    return html`<div class="tags">
      ${tags.map(
        (tag) =>
          html`<span class="chip"
            ><span class="ellipsis">${tag}</span>${
              mayEdit
                ? html`<button aria-label=${t('contacts:removeTagNamed', { tag })} @click=${() => this.#toggle(tag)}>
                    ${icon(X, 11)}
                  </button>`
                : nothing
            }</span
          >`,
      )}
      ${
        mayEdit
          ? html`<button class="button small plain add" aria-haspopup="listbox" aria-expanded="false" @click=${this.#pick}>
              ${icon(Plus, 13)}${t('contacts:addTag')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #pick = (): void => {
    const names = [...new Set([...this.contact.tags, ...(this.#known().data ?? []).map(({ name }) => name)])];
    openPicker(
      this.button,
      {
        label: t('contacts:addTag'),
        choices: names.map((name) => ({ value: name, label: name })),
        chosen: this.contact.tags,
        createLabel: (text) => t('contacts:createTag', { text }),
        isMany: true,
      },
      ({ value, isNew }, picker) => {
        if (isNew) picker.choices = [{ value, label: value }, ...picker.choices];
        void this.#toggle(value).then(() => {
          picker.chosen = this.contact.tags;
        });
      },
    );
  };

  async #toggle(tag: string): Promise<void> {
    const { id, tags } = this.contact;
    const next = tags.includes(tag) ? tags.filter((each) => each !== tag) : [...tags, tag];
    try {
      await saveField(id, t('contacts:field.tags'), { tags: next }, { tags: [...tags] });
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
      await this.updateComplete;
    } catch (error) {
      showError(error, () => void this.#toggle(tag));
    }
  }
}
