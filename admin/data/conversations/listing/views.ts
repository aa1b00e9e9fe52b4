import { createView, deleteView, listViews, updateView, type SavedView } from '../../../../hub/api/customers/saved-views.ts';
import type { ConversationFilters, ConversationSort } from '../../../../hub/api/customers/conversations.ts';
import { api } from '../../api.ts';
import { queryClient } from '../../query-client.ts';

const queryKey = ['views', 'conversations'];

/** The caller's views of conversations and the team's, by position: options for a query controller. */
export const viewsQuery = {
  queryKey,
  queryFn: async (): Promise<SavedView[]> => (await api.call(listViews, { query: { list: 'conversations' } })).items,
};

/** Saves what is on screen under a name; sharing it needs `view.share`. */
export async function saveView(view: {
  name: string;
  isShared: boolean;
  filters: ConversationFilters;
  sort: ConversationSort;
}): Promise<SavedView> {
  const last = queryClient.getQueryData<SavedView[]>(queryKey)?.at(-1);
  const saved = await api.call(createView, { body: { list: 'conversations', ...view, position: (last?.position ?? 0) + 1 } });
  change((views) => [...views.filter(({ id }) => id !== saved.id), saved]);
  return saved;
}

/** Gives a view another name, other filters, or hands it to the team. Shown at once, taken back when it is refused (then it throws). */
export async function changeView(
  viewId: string,
  body: { name?: string; isShared?: boolean; filters?: ConversationFilters; sort?: ConversationSort; position?: number },
): Promise<void> {
  const before = queryClient.getQueryData<SavedView[]>(queryKey);
  change((views) => inOrder(views.map((view) => (view.id === viewId ? { ...view, ...body } : view))));
  try {
    const changed = await api.call(updateView, { params: { viewId }, body });
    change((views) => inOrder(views.map((view) => (view.id === viewId ? changed : view))));
  } catch (error) {
    queryClient.setQueryData(queryKey, before);
    throw error;
  }
}

/** Removes a view for good. */
export async function removeView(viewId: string): Promise<void> {
  await api.call(deleteView, { params: { viewId } });
  change((views) => views.filter(({ id }) => id !== viewId));
}

/** Where a view has to stand to be one place further up (-1) or down (1); null where it can't go further. */
export function positionBeside(views: readonly SavedView[], viewId: string, step: 1 | -1): number | null {
  const place = views.findIndex(({ id }) => id === viewId);
  const neighbour = views[place + step];
  if (place < 0 || !neighbour) return null;
  const beyond = views[place + 2 * step];
  return beyond ? (neighbour.position + beyond.position) / 2 : neighbour.position + step;
}

function change(how: (views: SavedView[]) => SavedView[]): void {
  queryClient.setQueryData<SavedView[]>(queryKey, (views) => views && how(views));
}

function inOrder(views: readonly SavedView[]): SavedView[] {
  return views.toSorted((a, b) => a.position - b.position);
}
