import type { Sender } from '../../../bots/contract/inbound.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { editContact } from './edit-contact.ts';
import { Contact, type ContactRecord } from './model.ts';

/** The provider is asked again after a day. */
const freshMs = 24 * 3_600_000;

/** Takes on the work of asking for a contact's profile: null when somebody did within a day, or the contact is being erased. */
export function claimProfile(hub: Pick<Hub, 'now'>, workspaceId: ObjectId, contactId: ObjectId): Promise<ContactRecord | null> {
  const at = hub.now();
  return Contact.findOneAndUpdate(
    {
      _id: contactId,
      workspaceId,
      erasingAt: { $exists: false },
      $or: [{ profileAt: { $exists: false } }, { profileAt: { $lte: new Date(at.getTime() - freshMs) } }],
    },
    { $set: { profileAt: at } },
    { returnDocument: 'after' },
  )
    .lean<ContactRecord | null>()
    .exec();
}

/**
 * Writes what the provider says of a contact: the picture and the username as they are there now; the language only where none is
 * known, as the customer or the team may have chosen one. False when the contact is being erased: nothing of it may be kept then.
 */
export async function takeProfile(
  hub: Pick<Hub, 'now'>,
  { _id, workspaceId }: Pick<ContactRecord, '_id' | 'workspaceId'>,
  profile: Pick<Partial<Sender>, 'username' | 'language'> & { avatarFileId?: ObjectId },
): Promise<boolean> {
  const { username, avatarFileId } = profile;
  const taken = await editContact(hub, { workspaceId, contactId: _id }, ({ language }) => ({
    ...(avatarFileId && { avatarFileId }),
    ...(username !== undefined && { username }),
    ...(profile.language !== undefined && language === undefined && { language: profile.language }),
  }));
  return taken !== null;
}
