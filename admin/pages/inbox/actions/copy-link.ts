import { showToast } from '../../../app/feedback/toasts.ts';
import { href } from '../../../app/routing/route.ts';
import { t } from '../../../words/words.ts';

/** Copies the address of a conversation, one that any colleague can open. */
export async function copyLink(conversationId: string): Promise<void> {
  await copyText(`${location.origin}${href(`/inbox/all/${conversationId}`)}`, t('panel:linkCopied'));
}

/** Copies a text and says so. */
export async function copyText(text: string, told: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: told, kind: 'good', stayMs: 2500 });
  } catch {
    showToast({ text: t('panel:notCopied', { text }), kind: 'bad', stayMs: 15_000 }); // the browser forbids it: shown, to be copied by hand
  }
}
