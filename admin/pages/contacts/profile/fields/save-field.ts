import { showError, showUndo } from '../../../../app/feedback/toasts.ts';
import { changeContact, type ContactChange } from '../../../../data/contacts/contact.ts';
import { t } from '../../../../words/words.ts';

/** Changes a contact and offers to take it back; `before` is what takes it back. Throws what the hub refuses. */
export async function saveField(contactId: string, field: string, change: ContactChange, before: ContactChange): Promise<void> {
  await changeContact(contactId, change);
  showUndo(t('contacts:fieldSaved', { field }), () => void takeBack(contactId, before));
}

async function takeBack(contactId: string, before: ContactChange): Promise<void> {
  try {
    await changeContact(contactId, before);
  } catch (error) {
    showError(error, () => void takeBack(contactId, before));
  }
}
