import { mergeContacts, previewMerge, undoMerge, type MergePreview } from '../../../hub/api/customers/contact-merges.ts';
import { listContacts, type ContactView } from '../../../hub/api/customers/contacts.ts';
import { api } from '../api.ts';
import { queryClient } from '../query-client.ts';
import { forgetContact, show } from './contact.ts';

/** What merging `from` into `contactId` would make of it: options for a query controller. */
export function mergePreviewQuery(contactId: string, from: string) {
  return {
    queryKey: ['contacts', contactId, 'merge-preview', from],
    queryFn: (): Promise<MergePreview> => api.call(previewMerge, { params: { contactId }, body: { from } }),
    staleTime: 0,
  };
}

/** The first contacts that a few words find: options for a query controller. */
export function contactSearchQuery(typed: string) {
  const q = typed.trim();
  return {
    queryKey: ['contacts', 'search', q],
    queryFn: async (): Promise<ContactView[]> => (await api.call(listContacts, { query: { q, limit: 8 } })).items,
  };
}

/** Merges `from` into `contactId`; answers with the merge's id, by which it can be undone. */
export async function merge(contactId: string, from: string): Promise<string> {
  const { contact, mergeId } = await api.call(mergeContacts, { params: { contactId }, body: { from } });
  show(contact);
  forgetContact(from);
  void queryClient.invalidateQueries({ queryKey: ['contacts'] });
  return mergeId;
}

/** Undoes a merge; answers with the contact that is one again and the fields that could not be put back. */
export async function unmerge(mergeId: string): Promise<{ restored: ContactView; conflicts: string[] }> {
  const { contact, restored, conflicts } = await api.call(undoMerge, { params: { mergeId } });
  show(contact);
  void queryClient.invalidateQueries({ queryKey: ['contacts'] });
  return { restored, conflicts: conflicts.map(({ field }) => field) };
}
