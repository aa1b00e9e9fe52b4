import { showError, showToast } from '../../../app/feedback/toasts.ts';
import { customFieldsQuery } from '../../../data/contacts/contact.ts';
import { unmerge } from '../../../data/contacts/merge.ts';
import { queryClient } from '../../../data/query-client.ts';
import { t } from '../../../words/words.ts';
import { wordsOfField } from '../contact-words.ts';

/** Undoes a merge and says what came of it; true when it worked. */
export async function undoMergeAndTell(mergeId: string): Promise<boolean> {
  try {
    const { restored, conflicts } = await unmerge(mergeId);
    const customFields = queryClient.getQueryData<Awaited<ReturnType<typeof customFieldsQuery.queryFn>>>(customFieldsQuery.queryKey) ?? [];
    const fields = conflicts.map((field) => wordsOfField(field, customFields)).join(', ');
    const text = fields ? t('contacts:unmergedExcept', { name: restored.name, fields }) : t('contacts:unmerged', { name: restored.name });
    showToast({ text, kind: 'good', stayMs: fields ? 12_000 : 5000 });
    return true;
  } catch (error) {
    showError(error, () => void undoMergeAndTell(mergeId));
    return false;
  }
}
