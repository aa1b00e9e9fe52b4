import type { ContactKind } from '../../../hub/api/customers/contact-filters.ts';
import type { MergedField } from '../../../hub/api/customers/contact-merges.ts';
import type { CustomFieldView, FieldValue } from '../../../hub/api/customers/custom-fields.ts';
import { language } from '../../words/words.ts';
import { number, shortDate } from '../../words/formats.ts';
import { t, tMaybe } from '../../words/words.ts';

/** A field of a contact in words: `name`, or `field:plan` for a custom one. */
export function wordsOfField(field: string, customFields: readonly CustomFieldView[]): string {
  if (!field.startsWith('field:')) return tMaybe(`contacts:field.${field}`, {}, field);
  const key = field.slice('field:'.length);
  return customFields.find((each) => each.key === key)?.name ?? key;
}

/** How well a contact is known, in a word. */
export function wordsOfKind(kind: ContactKind): string {
  return t(`contacts:kind.${kind}`);
}

/** A language by its own tag, in the language on screen: German (Austria); the tag itself where it is none. */
export function wordsOfLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames([language.value], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A value of a custom field in words; empty for none. */
export function wordsOfCustomValue(value: FieldValue | null | undefined, field: Pick<CustomFieldView, 'type'> | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? t('contacts:yes') : t('contacts:no');
  if (typeof value === 'number') return number(value);
  if (field?.type === 'date' && typeof value === 'string') return wordsOfDay(value);
  return String(value);
}

/** A day as it is kept (2026-03-01) in the language on screen; a day has no zone. */
export function wordsOfDay(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(language.value, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(date);
}

/** Any field's value in words, as previews of a merge show it; empty for none. */
export function wordsOfValue(field: string, value: MergedField['result'], customFields: readonly CustomFieldView[]): string {
  if (value === null || value === '') return '';
  if (Array.isArray(value)) return value.join(', ');
  if (field === 'kind') return tMaybe(`contacts:kind.${String(value)}`, {}, String(value));
  if (field === 'language') return wordsOfLanguage(String(value));
  if (field === 'avatarUrl') return t('contacts:yes');
  if (field.endsWith('At') && !field.startsWith('field:')) return shortDate(String(value));
  return wordsOfCustomValue(
    value,
    customFields.find(({ key }) => field === `field:${key}`),
  );
}
