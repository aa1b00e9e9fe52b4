import { showError, showUndo } from '../../../app/feedback/toasts.ts';
import { setBlocked } from '../../../data/contacts/contact.ts';
import { changeHead, headOf } from '../../../data/conversations/heads.ts';
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
  if (isSure) await changeBlocked(conversationId, true);
}

/** Hears of a blocked contact again. */
export async function unblockContactOf(conversationId: string): Promise<void> {
  await changeBlocked(conversationId, false);
}

async function changeBlocked(conversationId: string, isBlocked: boolean): Promise<void> {
  const contact = headOf(conversationId).peek()?.contact;
  if (!contact) return;
  const { blocked: _before, ...rest } = contact;
  const takeBack = changeHead(conversationId, { contact: { ...rest, ...(isBlocked && { blocked: true as const }) } });
  try {
    await setBlocked(contact.id, isBlocked);
    const words = t(isBlocked ? 'panel:blocked' : 'panel:unblocked', { name: contact.name });
    showUndo(words, () => void changeBlocked(conversationId, !isBlocked));
  } catch (error) {
    takeBack();
    showError(error, () => void changeBlocked(conversationId, isBlocked));
  }
}
