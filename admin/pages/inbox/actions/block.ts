import { blockContact, unblockContact } from '../../../../hub/api/customers/contacts.ts';
import { showError, showUndo } from '../../../app/feedback/toasts.ts';
import { api } from '../../../data/api.ts';
import { changeHead, headOf } from '../../../data/conversations/heads.ts';
import { queryClient } from '../../../data/query-client.ts';
import { confirm } from '../../../dialogs/confirm.ts';
import { t } from '../../../words/words.ts';

/** Blocks the contact of a conversation, after asking. */
export async function blockContactOf(conversationId: string): Promise<void> {
  const contact = headOf(conversationId).peek()?.contact;
  if (!contact) return;
  const isSure = await confirm({
    heading: t('panel:blockAsk', { name: contact.name }),
    text: t('panel:blockHint'),
    action: t('panel:block'),
    isDangerous: true,
  });
  if (isSure) await setBlocked(conversationId, true);
}

/** Hears of a blocked contact again. */
export async function unblockContactOf(conversationId: string): Promise<void> {
  await setBlocked(conversationId, false);
}

async function setBlocked(conversationId: string, isBlocked: boolean): Promise<void> {
  const contact = headOf(conversationId).peek()?.contact;
  if (!contact) return;
  const { blocked: _before, ...rest } = contact;
  const takeBack = changeHead(conversationId, { contact: { ...rest, ...(isBlocked && { blocked: true as const }) } });
  try {
    await api.call(isBlocked ? blockContact : unblockContact, { params: { contactId: contact.id } });
    void queryClient.invalidateQueries({ queryKey: ['contacts', contact.id] });
    const words = t(isBlocked ? 'panel:blocked' : 'panel:unblocked', { name: contact.name });
    showUndo(words, () => void setBlocked(conversationId, !isBlocked));
  } catch (error) {
    takeBack();
    showError(error, () => void setBlocked(conversationId, isBlocked));
  }
}
