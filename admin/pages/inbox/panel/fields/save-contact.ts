import type { ContactView } from '../../../../../hub/api/customers/contacts.ts';
import { showError, showUndo } from '../../../../app/feedback/toasts.ts';
import { changeContact, type ContactChange } from '../../../../data/contacts/contact.ts';
import { t } from '../../../../words/words.ts';

/** Changes a contact and offers to have it as it was, which is `back`. Throws what the hub refused. */
export async function saveContact(
  contact: Pick<ContactView, 'id'>,
  label: string,
  change: ContactChange,
  back: ContactChange,
): Promise<void> {
  await changeContact(contact.id, change);
  showUndo(t('panel:fieldSaved', { label }), () => {
    changeContact(contact.id, back).catch((error: unknown) => showError(error));
  });
}
