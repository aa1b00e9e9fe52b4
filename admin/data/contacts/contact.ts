import {
  getContact,
  updateContact,
  blockContact,
  unblockContact,
  type ContactDetails,
  type ContactView,
} from '../../../hub/api/customers/contacts.ts';
import { countContacts } from '../../../hub/api/customers/contacts.ts';
import type { ContactFilters } from '../../../hub/api/customers/contact-filters.ts';
import { listConversations } from '../../../hub/api/customers/conversations.ts';
import { listCustomFields, type CustomFieldView } from '../../../hub/api/customers/custom-fields.ts';
import { listDuplicates, listMerges } from '../../../hub/api/customers/contact-merges.ts';
import type { z } from 'zod';
import type { contactFields } from '../../../hub/api/customers/contacts.ts';
import { api } from '../api.ts';
import { queryClient } from '../query-client.ts';
import { dropFromLists, putInLists } from './contact-list.ts';
import { sentFilters } from './contact-query.ts';

/** Some of what may be said of a contact. */
export type ContactChange = Partial<z.input<typeof contactFields>>;

/** One contact with its accounts: options for a query controller. */
export function contactQuery(contactId: string) {
  return {
    queryKey: ['contacts', contactId],
    queryFn: (): Promise<ContactDetails> => api.call(getContact, { params: { contactId } }),
  };
}

/** How many contacts filters find, counted up to a thousand: options for a query controller. */
export function contactCountQuery(filters: ContactFilters) {
  return {
    queryKey: ['contacts', 'count', filters],
    queryFn: () => api.call(countContacts, { query: sentFilters(filters) }),
  };
}

/** Merges into a contact that may be undone or were: options for a query controller. */
export function mergesQuery(contactId: string) {
  return {
    queryKey: ['contacts', contactId, 'merges'],
    queryFn: async () => (await api.call(listMerges, { params: { contactId } })).items,
  };
}

/** Contacts that look like the same person: options for a query controller. */
export function duplicatesQuery(contactId: string) {
  return {
    queryKey: ['contacts', contactId, 'duplicates'],
    queryFn: async () => (await api.call(listDuplicates, { params: { contactId } })).items,
  };
}

const conversationsAtOnce = 15;

/** What was talked about on all channels, the newest first, page after page: options for an infinite query controller. */
export function conversationsOfQuery(contactId: string) {
  return {
    queryKey: ['contacts', contactId, 'conversations'],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      api.call(listConversations, {
        query: { contact: contactId, limit: conversationsAtOnce, ...(pageParam !== null && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null, // null: from the newest
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
  };
}

/** The workspace's custom fields in their order: options for a query controller. */
export const customFieldsQuery = {
  queryKey: ['custom-fields'],
  queryFn: async (): Promise<CustomFieldView[]> => (await api.call(listCustomFields)).items,
};

/** Changes a contact: seen at once, taken back (and thrown) when the hub refuses. */
export async function changeContact(contactId: string, body: ContactChange): Promise<ContactView> {
  const before = known(contactId);
  if (before) show({ ...before, ...guess(before, body) });
  try {
    const changed = await api.call(updateContact, { params: { contactId }, body });
    show(changed);
    return changed;
  } catch (error) {
    if (before) show(before);
    throw error;
  }
}

/** Blocks a contact, or hears of it again: seen at once, taken back (and thrown) when the hub refuses. */
export async function setBlocked(contactId: string, blocked: boolean): Promise<void> {
  const before = known(contactId);
  if (before) show({ ...before, blocked });
  try {
    show(await api.call(blocked ? blockContact : unblockContact, { params: { contactId } }));
  } catch (error) {
    if (before) show(before);
    throw error;
  }
}

/** Forgets a contact that was erased or merged away. */
export function forgetContact(contactId: string): void {
  dropFromLists(contactId);
  queryClient.removeQueries({ queryKey: ['contacts', contactId] });
}

/** Shows a contact as the hub tells it, wherever it is on screen. */
export function show(contact: ContactView): void {
  queryClient.setQueryData<ContactDetails>(['contacts', contact.id], (details) => details && { ...details, ...contact });
  putInLists(contact);
}

function known(contactId: string): ContactDetails | undefined {
  return queryClient.getQueryData<ContactDetails>(['contacts', contactId]);
}

/** What the hub will most likely make of a change. */
function guess(before: ContactDetails, { fields, ...rest }: ContactChange): Partial<ContactView> {
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  if (!fields) return said;
  const merged = Object.entries({ ...before.fields, ...fields }).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return { ...said, fields: Object.fromEntries(merged) };
}
