import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { editContact } from './edit-contact.ts';

/** Gives a contact the name that its provider has, if it still has the one from before. */
export async function renameContact(
  hub: Pick<Hub, 'now'>,
  workspaceId: ObjectId,
  contactId: ObjectId,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await editContact(hub, { workspaceId, contactId }, ({ name }) => (name === from ? { name: to, isNameMade: undefined } : null));
}
