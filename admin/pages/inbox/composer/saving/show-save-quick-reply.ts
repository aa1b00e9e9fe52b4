import { showDialog } from '../../../../app/feedback/show-dialog.ts';
import { showToast } from '../../../../app/feedback/toasts.ts';
import { t } from '../../../../words/words.ts';

/** Asks for shortcut and title of a new quick reply with this text, and makes it. */
export async function showSaveQuickReply(text: string): Promise<void> {
  const [{ HubSaveQuickReplyDialog }] = await Promise.all([
    import('./save-quick-reply-dialog.ts'),
    import('../../../../components/web-awesome.ts'),
  ]);
  const isMade = await showDialog<true, HTMLElement & { text: string }>(new HubSaveQuickReplyDialog(), { text });
  if (isMade) showToast({ text: t('composer:quickReplySaved'), kind: 'good' });
}
