import { listContacts } from '../../../../hub/api/customers/contacts.ts';
import { listConversations } from '../../../../hub/api/customers/conversations.ts';
import { deleteTag, type TagView } from '../../../../hub/api/customers/tags.ts';
import { showError, showToast } from '../../../app/feedback/toasts.ts';
import { api } from '../../../data/api.ts';
import { queryClient } from '../../../data/query-client.ts';
import { may } from '../../../data/session.ts';
import { confirm } from '../../../dialogs/confirm.ts';
import { t } from '../../../words/words.ts';

/** Removes a tag after a question; one that is in use has to be typed. */
export async function deleteTagWithQuestion({ id, name }: TagView): Promise<void> {
  // Where it can't be told, it is taken for used.
  const isUsed = await isInUse(name).catch(() => true);
  const isAgreed = await confirm({
    heading: t('team:deleteTag', { name }),
    text: isUsed ? t('team:deleteTagUsed') : t('team:deleteTagUnused'),
    action: t('team:deleteTag', { name }),
    isDangerous: true,
    ...(isUsed && { typed: name }),
  });
  if (!isAgreed) return;
  try {
    await api.call(deleteTag, { params: { tagId: id } });
    showToast({ text: t('team:tagDeleted', { name }), kind: 'good' });
  } catch (error) {
    showError(error);
  }
  await queryClient.invalidateQueries({ queryKey: ['tags'] });
}

async function isInUse(tag: string): Promise<boolean> {
  const pages = await Promise.all([
    api.call(listConversations, { query: { tag, limit: 1 } }),
    ...(may('contact.view') ? [api.call(listContacts, { query: { tag, limit: 1 } })] : []),
  ]);
  return pages.some(({ items }) => items.length > 0);
}
