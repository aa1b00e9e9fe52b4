import type { QueryFilter } from 'mongoose';
import type { ContactFilters, ContactSort } from '../../api/customers/contact-filters.ts';
import type { Actor } from '../../core/actor.ts';
import type { ObjectId } from '../../core/ids.ts';
import { searchPrefixes } from '../../core/search.ts';
import { pageBy, type Page, type SortField } from '../../database/keyset.ts';
import { facet, phoneDigits } from './derive.ts';
import { Contact, type ContactRecord } from './model.ts';

/** Counts end here: 999 is shown as a number, more as 999+. */
const countedUpTo = 1000;

const orders: Record<ContactSort, readonly [SortField, ...SortField[]]> = {
  newest: [
    { field: 'createdAt', direction: -1, type: 'date' },
    { field: '_id', direction: -1, type: 'id' },
  ],
  name: [
    { field: 'nameKey', direction: 1, type: 'string' },
    { field: '_id', direction: 1, type: 'id' },
  ],
  lastMessage: [
    { field: 'activeAt', direction: -1, type: 'date' },
    { field: '_id', direction: -1, type: 'id' },
  ],
};

interface ContactQuery extends ContactFilters {
  sort?: ContactSort | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** A page of the workspace's contacts; one database call, on the index of the order with a tag or another filter in front. */
export async function listContacts(
  actor: Actor,
  { sort = 'newest', cursor, limit, ...filters }: ContactQuery,
): Promise<Page<ContactRecord>> {
  const filter = contactsWhere(actor.workspaceId, filters);
  if (!filter) return { items: [], nextCursor: null };
  return pageBy<ContactRecord>(Contact, { filter, sort: orders[sort], cursor, limit });
}

/** How many contacts the filters find, counted up to 1,000. */
export async function countContacts(actor: Actor, filters: ContactFilters): Promise<{ count: number; isCapped: boolean }> {
  const filter = contactsWhere(actor.workspaceId, filters);
  const count = filter ? await Contact.countDocuments(filter).limit(countedUpTo) : 0;
  return { count, isCapped: count >= countedUpTo };
}

/** The contacts of a workspace that the filters leave; null when they can't leave any. */
export function contactsWhere(workspaceId: ObjectId, filters: ContactFilters): QueryFilter<ContactRecord> | null {
  const prefixes = filters.q === undefined ? [] : prefixesOf(filters.q);
  if (filters.q !== undefined && prefixes.length === 0) return null;
  const facets = facetsWanted(filters);
  return {
    workspaceId,
    erasingAt: { $exists: false },
    mergedInto: { $exists: false },
    ...(filters.tag !== undefined && { tags: filters.tag }),
    ...(facets.length > 0 && { facets: facets.length === 1 ? facets[0] : { $all: facets } }),
    ...(filters.blocked === false && { blocked: false }),
    ...between('createdAt', filters.createdAfter, filters.createdBefore),
    ...lastMessageBetween(filters),
    ...(prefixes.length > 0 && { $and: prefixes.map((prefix) => ({ terms: prefix })) }),
  };
}

/** What was typed as a phone is looked up by its digits: blanks and brackets are everybody's own. */
function prefixesOf(q: string): RegExp[] {
  const isPhone = /^\+?[\d\s().-]{3,}$/.test(q) && phoneDigits(q).length >= 3;
  return isPhone ? [new RegExp(`^${phoneDigits(q)}`)] : searchPrefixes(q);
}

function facetsWanted({ kind, blocked, language, channel, provider, fields }: ContactFilters): string[] {
  return [
    ...Object.entries(fields ?? {}).map(([key, value]) => facet.field(key, value)),
    ...(channel === undefined ? [] : [facet.channel(channel)]),
    ...(blocked === true ? [facet.blocked()] : []),
    ...(language === undefined ? [] : [facet.language(language)]),
    ...(provider === undefined ? [] : [facet.provider(provider)]),
    ...(kind === undefined ? [] : [facet.kind(kind)]),
  ];
}

/** On both: the index is on the order's field, which one who never wrote has too. */
function lastMessageBetween({ lastMessageAfter, lastMessageBefore }: ContactFilters): QueryFilter<ContactRecord> {
  return {
    ...between('lastMessageAt', lastMessageAfter, lastMessageBefore),
    ...between('activeAt', lastMessageAfter, lastMessageBefore),
  };
}

function between(field: string, after: string | undefined, before: string | undefined): Record<string, { $gte?: Date; $lt?: Date }> {
  if (after === undefined && before === undefined) return {};
  return { [field]: { ...(after !== undefined && { $gte: new Date(after) }), ...(before !== undefined && { $lt: new Date(before) }) } };
}
