import { X } from 'lucide';
import { html, type TemplateResult } from 'lit';
import type { ContactFilters } from '../../../../../hub/api/customers/contact-filters.ts';
import { setQuery } from '../../../../app/routing/route.ts';
import { icon } from '../../../../components/icon.ts';
import { contactFilterNames } from '../../../../data/contacts/contact-query.ts';
import { t } from '../../../../words/words.ts';
import { chipsOf, type FilterChip, type FilterNames } from './filter-words.ts';

/** What narrows the list, each with its removal. */
export function renderChips(filters: ContactFilters, names: FilterNames): TemplateResult[] {
  return chipsOf(filters, names).map((chip) => renderChip(chip, filters));
}

/** Takes every filter out of the address, the search among them. */
export function clearFilters(): void {
  setQuery({ ...Object.fromEntries(contactFilterNames.map((name) => [name, null])), segment: null });
}

/** Sets a custom field's filter in the address, or with null takes it out. */
export function setFieldFilter(filters: ContactFilters, key: string, value: string | number | boolean | null): void {
  const others = Object.entries(filters.fields ?? {}).filter(([name]) => name !== key);
  const fields = Object.fromEntries(value === null ? others : [...others, [key, value]]);
  setQuery({ fields: Object.keys(fields).length > 0 ? JSON.stringify(fields) : null });
}

function renderChip({ about, words, names, field }: FilterChip, filters: ContactFilters): TemplateResult {
  const whole = `${about}: ${words}`;
  const remove = (): void => {
    if (field === undefined) setQuery(Object.fromEntries(names.map((name) => [name, null])));
    else setFieldFilter(filters, field, null);
  };
  return html`<span class="chip filter" title=${whole}
    ><span class="ellipsis"><span class="quiet">${about}:</span> ${words}</span
    ><button aria-label=${t('contacts:removeFilter', { filter: whole })} @click=${remove}>${icon(X, 11)}</button></span
  >`;
}
