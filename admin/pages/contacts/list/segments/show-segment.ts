import type { SavedView } from '../../../../../hub/api/customers/saved-views.ts';
import { showDialog } from '../../../../app/feedback/show-dialog.ts';
import type { SegmentContent } from '../../../../data/contacts/segments.ts';

/** What becomes a segment, or the segment whose name is changed. */
export type SegmentToName = { segment: SavedView } | { content: SegmentContent };

/** Asks for a segment's name and keeps it; undefined when it was called off. */
export async function showSegment(subject: SegmentToName): Promise<SavedView | undefined> {
  const [{ HubSegmentDialog }] = await Promise.all([import('./segment-dialog.ts'), import('../../../../components/web-awesome.ts')]);
  return showDialog<SavedView, InstanceType<typeof HubSegmentDialog>>(new HubSegmentDialog(), { subject });
}
