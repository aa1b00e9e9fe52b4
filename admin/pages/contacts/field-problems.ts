import { z } from 'zod';
import type { CustomFieldView } from '../../../hub/api/customers/custom-fields.ts';
import { t } from '../../words/words.ts';

const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** What is wrong with an e-mail address, in words; empty: nothing. */
export function problemOfEmail(text: string): string {
  return email.safeParse(text).success ? '' : t('contacts:wrongEmail');
}

/** What is wrong with a phone number, in words; empty: nothing. */
export function problemOfPhone(text: string): string {
  return /^[+\d][\d\s().\-/x#*]{1,31}$/i.test(text.trim()) && text.replaceAll(/\D/g, '').length >= 3 ? '' : t('contacts:wrongPhone');
}

/** What is wrong with a language's tag, in words; empty: nothing. */
export function problemOfLanguage(text: string): string {
  return languageTag.test(text.trim()) ? '' : t('contacts:wrongLanguage');
}

/** What is wrong with a typed value of a custom field, in words; empty: nothing. */
export function problemOfValue(text: string, { type }: Pick<CustomFieldView, 'type'>): string {
  const typed = text.trim();
  if (type === 'number' && (typed === '' || !Number.isFinite(Number(typed.replace(',', '.'))))) return t('contacts:wrongNumber');
  if (type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(typed)) return t('contacts:wrongDate');
  if (type === 'url' && !isWebAddress(typed)) return t('contacts:wrongUrl');
  return typed.length > 2000 ? t('contacts:wrongLength') : '';
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
