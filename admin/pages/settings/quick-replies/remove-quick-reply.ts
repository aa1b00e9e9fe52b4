import { createQuickReply, deleteQuickReply, type QuickReplyView } from '../../../../hub/api/customers/quick-replies.ts';
import { showError, showUndo } from '../../../app/feedback/toasts.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { t } from '../../../words/words.ts';

/** Deletes a quick reply; undone, it is made again as it was, only its count begins anew. True when it is gone. */
export async function removeQuickReply({ id, shortcut, title, text, language, departmentIds }: QuickReplyView): Promise<boolean> {
  try {
    await api.call(deleteQuickReply, { params: { quickReplyId: id } });
  } catch (error) {
    showError(error);
    return false;
  }
  void refresh();
  showUndo(t('team:quickReplyDeleted', { shortcut }), () => {
    api
      .call(createQuickReply, { body: { shortcut, title, text, language, departmentIds } })
      .then(refresh)
      .catch((error: unknown) => showError(error));
  });
  return true;
}

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['quick-replies'] });
}
