import { showDialog } from '../../../app/feedback/show-dialog.ts';

/**
 * Asks which other contact is the same person (or takes `otherId`), shows what merging makes of both, merges, and offers to undo it.
 * Resolves with the id of the contact that stays; undefined when nothing was merged.
 */
export async function showMerge(contactId: string, otherId?: string): Promise<string | undefined> {
  const [{ HubMergeDialog }] = await Promise.all([import('./merge-dialog.ts'), import('../../../components/web-awesome.ts')]);
  return showDialog<string, InstanceType<typeof HubMergeDialog>>(new HubMergeDialog(), { contactId, otherId: otherId ?? null });
}
