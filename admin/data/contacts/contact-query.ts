import { contactFilters, contactSort, type ContactFilters, type ContactSort } from '../../../hub/api/customers/contact-filters.ts';

/** What a list of contacts shows and in which order. */
export interface ContactListQuery {
  filters: ContactFilters;
  sort: ContactSort;
}

export type ContactFilterName = keyof ContactFilters;

/** Every filter, in the order chips stand in. */
export const contactFilterNames = [
  'q',
  'kind',
  'tag',
  'blocked',
  'channel',
  'provider',
  'language',
  'createdAfter',
  'createdBefore',
  'lastMessageAfter',
  'lastMessageBefore',
  'fields',
] as const satisfies readonly ContactFilterName[];

/** What an address asks for; what can't be read in it is as if it weren't there. */
export function contactQueryIn(query: URLSearchParams): ContactListQuery {
  const found = contactFilterNames.flatMap((name) => {
    const text = query.get(name);
    const parsed = text === null ? null : contactFilters.shape[name].safeParse(text);
    return parsed?.success && parsed.data !== undefined ? [[name, parsed.data] as const] : [];
  });
  const sort = contactSort.safeParse(query.get('sort'));
  return { filters: contactFilters.parse(Object.fromEntries(found)), sort: sort.success ? sort.data : 'newest' };
}

/** Filters and order as an address has them: null for what is not asked for, so that it goes from the address too. */
export function writeContactQuery({ filters, sort }: ContactListQuery): Record<ContactFilterName | 'sort', string | null> {
  const texts = contactFilterNames.map((name) => [name, textOf(filters[name])] as const);
  return { ...(Object.fromEntries(texts) as Record<ContactFilterName, string | null>), sort: sort === 'newest' ? null : sort }; // one entry for each name
}

/** Filters as a query sends them: custom fields as JSON. */
export function sentFilters({ fields, ...rest }: ContactFilters) {
  return { ...rest, ...(fields && Object.keys(fields).length > 0 && { fields: JSON.stringify(fields) }) };
}

/** Two queries with one key show the same list. */
export function keyOfContactQuery(query: ContactListQuery): string {
  const { sort, ...filters } = writeContactQuery(query);
  return JSON.stringify([sort ?? 'newest', ...contactFilterNames.map((name) => filters[name])]);
}

/** True when something narrows the list. */
export function isNarrowed({ filters }: ContactListQuery): boolean {
  return contactFilterNames.some((name) => textOf(filters[name]) !== null);
}

function textOf(value: ContactFilters[ContactFilterName]): string | null {
  if (value === undefined || value === '') return null;
  if (typeof value !== 'object') return String(value);
  return Object.keys(value).length === 0 ? null : JSON.stringify(value);
}
