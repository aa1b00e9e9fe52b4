import { createQueryController } from '@tanstack/lit-query';
import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from 'lucide';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { deleteCustomField, updateCustomField, type CustomFieldView } from '../../../../hub/api/customers/custom-fields.ts';
import { wordsOf } from '../../../app/feedback/error-words.ts';
import { showError, showToast } from '../../../app/feedback/toasts.ts';
import '../../../components/empty.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { icon } from '../../../components/icon.ts';
import '../../../components/skeleton.ts';
import { api } from '../../../data/api.ts';
import { customFieldsQuery } from '../../../data/contacts/contact.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { confirm } from '../../../dialogs/confirm.ts';
import { t } from '../../../words/words.ts';
import { showField } from './show-field.ts';
import './fields-settings.css';

/** The fields section of the settings: what contacts have beyond their own fields, in which order. */
@customElement('hub-fields-settings')
export class HubFieldsSettings extends HubElement {
  /** What the last move came to, read out. */
  @state() private said = '';
  readonly #fields = createQueryController(this, customFieldsQuery, queryClient);

  protected override render() {
    const mayManage = may('contact-field.manage');
    return html`<header class="section-head">
        <div>
          <h1>${t('contacts:fields')}</h1>
          <p>${t('contacts:fieldsHint')} ${mayManage ? nothing : t('contacts:fieldsMayNot')}</p>
        </div>
        ${mayManage ? html`<button class="button primary" @click=${() => this.#edit(null)}>${icon(Plus)}${t('contacts:newField')}</button>` : nothing}
      </header>
      <div class="section-part">${this.#renderList(mayManage)}</div>
      <span class="sr-only" role="status">${this.said}</span>`;
  }

  #renderList(mayManage: boolean) {
    const { data, error, isPending } = this.#fields();
    if (isPending) return html`<hub-skeleton shape="text" rows="4"></hub-skeleton>`;
    if (!data)
      return html`<hub-empty
        drawing="broken"
        heading=${t('contacts:fieldsFailed')}
        text=${wordsOf(error)}
        action=${t('common:retry')}
        @hub-empty-action=${() => this.#fields.refetch()}
      ></hub-empty>`;
    if (data.length === 0)
      return html`<hub-empty
        drawing="blank"
        heading=${t('contacts:fieldsEmpty')}
        text=${t('contacts:fieldsEmptyHint')}
        action=${mayManage ? t('contacts:newField') : ''}
        @hub-empty-action=${() => this.#edit(null)}
      ></hub-empty>`;
    return html`<ul class="card fields">
      ${data.map((field, place) => this.#renderField(field, place, data, mayManage))}
    </ul>`;
  }

  #renderField(field: CustomFieldView, place: number, all: readonly CustomFieldView[], mayManage: boolean) {
    const { name, key, type, choices, isShownInInbox } = field;
    return html`<li>
      <span class="texts">
        <b class="ellipsis">${name}</b>
        <span class="quiet ellipsis"
          >${t(`contacts:fieldType.${type}`)}${choices.length > 0 ? html`: ${choices.join(', ')}` : nothing} · <code>${key}</code></span
        >
      </span>
      ${isShownInInbox ? html`<span class="chip">${t('contacts:inInbox')}</span>` : nothing}
      ${
        mayManage
          ? html`<span class="tools">
              ${this.#tool(ArrowUp, t('contacts:moveUp', { name }), () => this.#move(all, place, -1), place === 0)}
              ${this.#tool(ArrowDown, t('contacts:moveDown', { name }), () => this.#move(all, place, 1), place === all.length - 1)}
              ${this.#tool(Pencil, t('contacts:editField', { name }), () => this.#edit(field))}
              ${this.#tool(Trash2, t('contacts:deleteField', { name }), () => this.#remove(field))}
            </span>`
          : nothing
      }
    </li>`;
  }

  #tool(picture: typeof Plus, words: string, run: () => unknown, isDisabled = false) {
    return html`<button class="icon-button" aria-label=${words} title=${words} ?disabled=${isDisabled} @click=${run}>
      ${icon(picture, 15)}
    </button>`;
  }

  async #edit(field: CustomFieldView | null): Promise<void> {
    if (await showField(field)) await this.#read();
  }

  /** All get their place's number, as fields made at once may share one. */
  async #move(all: readonly CustomFieldView[], place: number, step: 1 | -1): Promise<void> {
    const field = all[place];
    if (!field) return;
    const next = all.toSpliced(place, 1).toSpliced(place + step, 0, field);
    queryClient.setQueryData<CustomFieldView[]>(customFieldsQuery.queryKey, [...next]);
    this.said = t('contacts:fieldMoved', { name: field.name, place: place + step + 1 });
    try {
      for (const [position, each] of next.entries()) {
        if (each.position === position) continue;
        await api.call(updateCustomField, { params: { customFieldId: each.id }, body: { position } });
      }
    } catch (error) {
      showError(error);
    }
    await this.#read();
  }

  async #remove({ id, name }: CustomFieldView): Promise<void> {
    const isAgreed = await confirm({
      heading: t('contacts:deleteFieldAsk', { name }),
      text: t('contacts:deleteFieldHint'),
      action: t('contacts:deleteFieldDo'),
      isDangerous: true,
      typed: name,
    });
    if (!isAgreed) return;
    try {
      await api.call(deleteCustomField, { params: { customFieldId: id } });
      showToast({ text: t('contacts:fieldDeleted', { name }), kind: 'good' });
    } catch (error) {
      showError(error);
    }
    await this.#read();
  }

  #read(): Promise<void> {
    return queryClient.invalidateQueries({ queryKey: customFieldsQuery.queryKey });
  }
}
