import type { TagView } from '../../../../hub/api/customers/tags.ts';
import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Makes a tag (null), or changes one. */
export async function showTag(tag: TagView | null): Promise<void> {
  const { HubTagDialog } = await import('./tag-dialog.ts');
  await showDialog(new HubTagDialog(), { tag });
}
