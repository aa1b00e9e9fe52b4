import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Asks for the contact's name, erases the person, and shows what was removed; true when it was. */
export async function showErase(contactId: string, name: string): Promise<boolean> {
  const [{ HubEraseDialog }] = await Promise.all([import('./erase-dialog.ts'), import('../../../components/web-awesome.ts')]);
  const dialog = new HubEraseDialog();
  await showDialog<undefined, InstanceType<typeof HubEraseDialog>>(dialog, { contactId, name });
  return dialog.report !== null;
}
