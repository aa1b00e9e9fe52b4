import { html, type TemplateResult } from 'lit';
import type { ContactDetails } from '../../../../../hub/api/customers/contacts.ts';
import type { CustomFieldView, FieldValue } from '../../../../../hub/api/customers/custom-fields.ts';
import { number } from '../../../../words/formats.ts';
import { language, t } from '../../../../words/words.ts';
import { InvalidValue } from '../fields/inline-field.ts';
import { saveContact } from '../fields/save-contact.ts';

const kinds = { text: 'text', number: 'number', date: 'date', boolean: 'choice', choice: 'choice', url: 'url' } as const;

/** A field of the workspace's own, edited by what it holds. */
export function renderCustomField(contact: ContactDetails, field: CustomFieldView, isReadonly: boolean): TemplateResult {
  const { key, name, type } = field;
  const value = contact.fields[key];
  return html`<hub-inline-field
    .label=${name}
    .value=${value === undefined ? '' : String(value)}
    .shown=${value === undefined ? '' : wordsOfFieldValue(value, type)}
    .kind=${kinds[type]}
    .choices=${choicesOf(field)}
    ?canCopy=${type === 'text' || type === 'url' || type === 'number'}
    ?isReadonly=${isReadonly}
    .save=${(typed: string) => saveContact(contact, name, { fields: { [key]: readValue(typed, type) } }, { fields: { [key]: value ?? null } })}
  ></hub-inline-field>`;
}

/** What was typed as what the field holds; null for nothing. Throws InvalidValue. */
export function readValue(typed: string, type: CustomFieldView['type']): FieldValue | null {
  if (typed === '') return null;
  if (type === 'boolean') return typed === 'true';
  if (type === 'url' && !/^https?:\/\/\S+$/i.test(typed)) throw new InvalidValue(t('panel:notAnAddress'));
  if (type !== 'number') return typed;
  const value = Number(typed.replaceAll(/[\s\u00a0]/g, '').replace(',', '.'));
  if (!Number.isFinite(value)) throw new InvalidValue(t('panel:notANumber'));
  return value;
}

function choicesOf({ type, choices }: CustomFieldView): { value: string; label: string }[] {
  if (type === 'boolean') return ['true', 'false'].map((value) => ({ value, label: t(value === 'true' ? 'panel:yes' : 'panel:no') }));
  return choices.map((value) => ({ value, label: value }));
}

function wordsOfFieldValue(value: FieldValue, type: CustomFieldView['type']): string {
  if (typeof value === 'boolean') return t(value ? 'panel:yes' : 'panel:no');
  if (typeof value === 'number') return number(value);
  if (type !== 'date') return value;
  // A day has no zone.
  const day = new Date(`${value}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return value;
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(day);
}
