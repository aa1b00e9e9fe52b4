import { contactFilters } from '../../../hub/api/customers/contact-filters.ts';
import { contactSort } from '../../../hub/api/customers/contact-filters.ts';
import { createView, deleteView, listViews, updateView, type SavedView } from '../../../hub/api/customers/saved-views.ts';
import { api } from '../api.ts';
import { queryClient } from '../query-client.ts';
import { keyOfContactQuery, type ContactListQuery } from './contact-query.ts';

const queryKey = ['views', 'contacts'];

/** The caller's segments of contacts and the team's, by position: options for a query controller. */
export const segmentsQuery = {
  queryKey,
  queryFn: async (): Promise<SavedView[]> => (await api.call(listViews, { query: { list: 'contacts' } })).items,
};

/** What a segment keeps beside its name. */
export interface SegmentContent extends ContactListQuery {
  columns: readonly string[];
}

/** What a segment narrows the list by; filters that can't be read (any more) are left out. */
export function queryOfSegment({ filters, sort }: SavedView): ContactListQuery {
  const parsed = contactFilters.safeParse(filters);
  const order = contactSort.safeParse(sort);
  return { filters: parsed.success ? parsed.data : {}, sort: order.success ? order.data : 'newest' };
}

/** True when what is on screen is no longer what the segment keeps. */
export function differs(segment: SavedView, { columns, ...query }: SegmentContent): boolean {
  const sameColumns = segment.columns === undefined || segment.columns.join() === columns.join();
  return !sameColumns || keyOfContactQuery(queryOfSegment(segment)) !== keyOfContactQuery(query);
}

/** Keeps what is on screen under a name; sharing it needs `view.share`. */
export async function createSegment(name: string, isShared: boolean, { columns, ...query }: SegmentContent): Promise<SavedView> {
  const last = queryClient.getQueryData<SavedView[]>(queryKey)?.at(-1);
  const saved = await api.call(createView, {
    body: { list: 'contacts', name, isShared, ...query, columns: [...columns], position: (last?.position ?? 0) + 1 },
  });
  change((segments) => [...segments.filter(({ id }) => id !== saved.id), saved]);
  return saved;
}

/** Changes a segment's name, content, or who has it. */
export async function changeSegment(
  viewId: string,
  { columns, ...body }: Partial<SegmentContent> & { name?: string; isShared?: boolean },
): Promise<SavedView> {
  const changed = await api.call(updateView, { params: { viewId }, body: { ...body, ...(columns && { columns: [...columns] }) } });
  change((segments) => segments.map((segment) => (segment.id === viewId ? changed : segment)));
  return changed;
}

/** Removes a segment; its contacts stay. */
export async function removeSegment(viewId: string): Promise<void> {
  await api.call(deleteView, { params: { viewId } });
  change((segments) => segments.filter(({ id }) => id !== viewId));
}

function change(how: (segments: SavedView[]) => SavedView[]): void {
  queryClient.setQueryData<SavedView[]>(queryKey, (segments) => segments && how(segments));
}
