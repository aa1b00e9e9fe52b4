import { Copy, ExternalLink } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ContactView } from '../../../../../hub/api/customers/contacts.ts';
import type { CustomFieldView } from '../../../../../hub/api/customers/custom-fields.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import type { ContactChange } from '../../../../data/contacts/contact.ts';
import { may } from '../../../../data/session.ts';
import { t } from '../../../../words/words.ts';
import { wordsOfCustomValue, wordsOfKind, wordsOfLanguage } from '../../contact-words.ts';
import { problemOfEmail, problemOfLanguage, problemOfPhone, problemOfValue } from '../../field-problems.ts';
import './inline-field.ts';
import { saveField } from './save-field.ts';

/** What is known of a contact, each changed where it stands. */
@customElement('hub-contact-fields')
export class HubContactFields extends HubElement {
  @property({ attribute: false }) contact!: ContactView;
  @property({ attribute: false }) customFields: readonly CustomFieldView[] = [];

  protected override render() {
    const { contact } = this;
    return html`${this.#renderList('phones', 'tel', problemOfPhone)} ${this.#renderList('emails', 'email', problemOfEmail)}
    ${this.#renderKind()} ${this.#renderText('externalUserId', contact.externalUserId ?? '')}
    ${this.#renderText('language', contact.language ?? '', problemOfLanguage, contact.language ? wordsOfLanguage(contact.language) : null)}
    ${contact.username ? html`<hub-inline-field label=${t('contacts:field.username')} value="@${contact.username}" isReadonly></hub-inline-field>` : nothing}
    ${this.customFields.map((field) => this.#renderCustom(field))}`;
  }

  #renderList(name: 'phones' | 'emails', type: 'tel' | 'email', problemOf: (text: string) => string) {
    const values = this.contact[name];
    const label = t(`contacts:field.${name}`);
    const save =
      (place: number) =>
      async (text: string): Promise<void> => {
        const next = text === '' ? values.toSpliced(place, 1) : values.toSpliced(place, 1, text);
        await this.#save(label, { [name]: next }, { [name]: [...values] });
      };
    const fields = values.map(
      (value, place) =>
        html`<hub-inline-field
          label=${label}
          type=${type}
          value=${value}
          ?isLabelHidden=${place > 0}
          ?isReadonly=${!may('contact.edit')}
          placeholder=${t('contacts:addValue')}
          .problemOf=${problemOf}
          .save=${save(place)}
          .extra=${copyButton(value)}
        ></hub-inline-field>`,
    );
    if (may('contact.edit') && values.length < 20) {
      fields.push(
        html`<hub-inline-field
          label=${label}
          type=${type}
          value=""
          ?isLabelHidden=${values.length > 0}
          placeholder=${values.length > 0 ? t('contacts:addAnother') : t('contacts:addValue')}
          .problemOf=${problemOf}
          .save=${save(values.length)}
        ></hub-inline-field>`,
      );
    }
    return fields.length > 0 ? fields : html`<hub-inline-field label=${label} isReadonly></hub-inline-field>`;
  }

  #renderKind() {
    const { kind, externalUserId } = this.contact;
    const label = t('contacts:field.kind');
    return html`<hub-inline-field
      label=${label}
      value=${kind}
      isRequired
      .words=${html`${wordsOfKind(kind)} <span class="faint">· ${t(`contacts:kindHint.${kind}`)}</span>`}
      .choices=${(kind === 'anonymous' ? (['anonymous', 'lead', 'known'] as const) : (['lead', 'known'] as const)).map((each) => ({
        value: each,
        label: wordsOfKind(each),
      }))}
      ?isReadonly=${!may('contact.edit') || externalUserId !== null}
      .save=${(text: string) =>
        text === 'lead' || text === 'known'
          ? this.#save(label, { kind: text }, { kind: kind === 'known' ? 'known' : 'lead' })
          : Promise.resolve()}
    ></hub-inline-field>`;
  }

  #renderText(name: 'externalUserId' | 'language', value: string, problemOf?: (text: string) => string, words: string | null = null) {
    const label = t(`contacts:field.${name}`);
    return html`<hub-inline-field
      label=${label}
      value=${value}
      .words=${words}
      ?isReadonly=${!may('contact.edit')}
      placeholder=${t('contacts:addValue')}
      .problemOf=${problemOf ?? (() => '')}
      .save=${(text: string) => this.#save(label, { [name]: text || null }, { [name]: value || null })}
      .extra=${name === 'externalUserId' && value ? copyButton(value) : nothing}
    ></hub-inline-field>`;
  }

  #renderCustom(field: CustomFieldView): TemplateResult {
    const value = this.contact.fields[field.key];
    const before: ContactChange = { fields: { [field.key]: value ?? null } };
    if (field.type === 'boolean') return this.#renderSwitch(field, value === true, before);
    const text = value === undefined ? '' : String(value);
    const save = (typed: string): Promise<void> => {
      const next = typed === '' ? null : field.type === 'number' ? Number(typed.replace(',', '.')) : typed;
      return this.#save(field.name, { fields: { [field.key]: next } }, before);
    };
    const types = { text: 'text', number: 'text', date: 'date', choice: 'text', url: 'url' } as const;
    // A choice that went from the field stays with who has it, until another is chosen.
    const choices = field.choices.includes(text) || text === '' ? field.choices : [text, ...field.choices];
    return html`<hub-inline-field
      label=${field.name}
      value=${text}
      type=${types[field.type]}
      .words=${wordsOfCustomValue(value, field) || null}
      .choices=${field.type === 'choice' ? choices.map((choice) => ({ value: choice, label: choice })) : null}
      ?isReadonly=${!may('contact.edit')}
      placeholder=${t('contacts:addValue')}
      .problemOf=${(typed: string) => problemOfValue(typed, field)}
      .save=${save}
      .extra=${field.type === 'url' && text !== '' ? openLink(text) : nothing}
    ></hub-inline-field>`;
  }

  #renderSwitch(field: CustomFieldView, isOn: boolean, before: ContactChange): TemplateResult {
    return html`<div class="switch-row">
      <span class="label" id="field-${field.id}">${field.name}</span>
      <label class="switch"
        ><input
          type="checkbox"
          role="switch"
          aria-checked=${isOn}
          aria-labelledby="field-${field.id}"
          .checked=${isOn}
          ?disabled=${!may('contact.edit')}
          @change=${() => this.#switch(field, !isOn, before)}
        /><span class="quiet" aria-hidden="true">${isOn ? t('contacts:yes') : t('contacts:no')}</span></label
      >
    </div>`;
  }

  async #switch(field: CustomFieldView, isOn: boolean, before: ContactChange): Promise<void> {
    try {
      await this.#save(field.name, { fields: { [field.key]: isOn } }, before);
    } catch (error) {
      showError(error);
    }
  }

  #save(label: string, change: ContactChange, before: ContactChange): Promise<void> {
    return saveField(this.contact.id, label, change, before);
  }
}

/** A button that copies a value. */
export function copyButton(value: string): TemplateResult {
  const words = t('contacts:copyValue', { value });
  return html`<button type="button" class="icon-button" aria-label=${words} title=${t('common:copy')} @click=${() => copy(value)}>
    ${icon(Copy, 13)}
  </button>`;
}

async function copy(value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    showToast({ text: t('common:copied'), kind: 'good', stayMs: 2000 });
  } catch {
    showToast({ text: t('contacts:notCopied'), kind: 'bad' }); // a browser may forbid it
  }
}

function openLink(url: string): TemplateResult | typeof nothing {
  if (!/^https?:\/\//i.test(url)) return nothing;
  return html`<a class="icon-button" href=${url} target="_blank" rel="noopener noreferrer" aria-label=${t('contacts:openLink', { url })}
    >${icon(ExternalLink, 13)}</a
  >`;
}
