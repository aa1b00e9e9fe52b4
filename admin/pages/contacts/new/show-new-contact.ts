import { showDialog } from '../../../app/feedback/show-dialog.ts';

/** Asks who a new contact is and creates it; resolves with its id, undefined when it was called off. */
export async function showNewContact(): Promise<string | undefined> {
  const [{ HubNewContactDialog }] = await Promise.all([import('./new-contact-dialog.ts'), import('../../../components/web-awesome.ts')]);
  return showDialog<string, HTMLElement>(new HubNewContactDialog());
}
