import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { searchTerms } from '../../core/search.ts';
import { Contact } from './model.ts';

/** Gives a contact a new name if it still has the old one. */
export async function renameContact(
  hub: Pick<Hub, 'now'>,
  workspaceId: ObjectId,
  contactId: ObjectId,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await Contact.updateOne(
    { _id: contactId, workspaceId, name: from },
    { $set: { name: to, updatedAt: hub.now() }, $addToSet: { terms: { $each: searchTerms(to) } } },
  );
}
