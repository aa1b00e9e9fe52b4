import { changeManyContacts } from '../../../../../hub/api/customers/contacts.ts';
import { showError, showToast, showUndo } from '../../../../app/feedback/toasts.ts';
import { api } from '../../../../data/api.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t, tMaybe } from '../../../../words/words.ts';

export type BulkAction = 'addTag' | 'removeTag' | 'block' | 'unblock';

const opposite: Record<BulkAction, BulkAction> = { addTag: 'removeTag', removeTag: 'addTag', block: 'unblock', unblock: 'block' };
/** The most that the hub takes at once. */
const atOnce = 200;

/** Does one thing to many contacts, says how many it was done to and what was refused, and offers to take it back. */
export async function changeMany(ids: readonly string[], action: BulkAction, tag?: string): Promise<void> {
  try {
    const results = [];
    for (let from = 0; from < ids.length; from += atOnce) {
      const body = { ids: ids.slice(from, from + atOnce), action, ...(tag !== undefined && { tag }) };
      results.push(...(await api.call(changeManyContacts, { body })).items);
    }
    await queryClient.invalidateQueries({ queryKey: ['contacts'] });
    const done = results.filter(({ error }) => error === null).map(({ id }) => id);
    const refused = results.filter(({ error }) => error !== null);
    if (done.length > 0) {
      showUndo(
        t(`contacts:bulkDone.${action}`, { count: done.length, tag: tag ?? '' }),
        () => void changeMany(done, opposite[action], tag),
      );
    }
    if (refused.length > 0) {
      const reason = tMaybe(`common:error.${refused[0]?.error ?? ''}`, {}, t('common:error.unknown'));
      showToast({ text: t('contacts:bulkFailed', { count: refused.length, reason }), kind: 'bad', stayMs: 10_000 });
    }
  } catch (error) {
    showError(error, () => void changeMany(ids, action, tag));
  }
}
