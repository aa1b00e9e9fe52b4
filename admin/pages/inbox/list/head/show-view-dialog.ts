import type { ConversationFilters, ConversationSort } from '../../../../../hub/api/customers/conversations.ts';
import type { SavedView } from '../../../../../hub/api/customers/saved-views.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';

/** What becomes a view, or the view whose name is changed. */
export type ViewToName = { view: SavedView } | { filters: ConversationFilters; sort: ConversationSort };

/** Asks for a view's name and saves it; resolves with the saved view, undefined when it was called off. */
export async function showViewDialog(subject: ViewToName): Promise<SavedView | undefined> {
  const { HubViewDialog } = await import('./view-dialog.ts');
  return showDialog<SavedView, InstanceType<typeof HubViewDialog>>(new HubViewDialog(), { subject });
}
