import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { Contact, type ContactRecord } from './model.ts';

/**
 * One contact of the actor's workspace; one that is being erased is gone already, and so is one that was merged into another, which
 * details.mergedInto names. Throws contact.unknown.
 */
export async function getContact(actor: Actor, contactId: string | ObjectId): Promise<ContactRecord> {
  const found = await Contact.findOne({
    _id: toObjectId(contactId),
    workspaceId: actor.workspaceId,
    erasingAt: { $exists: false },
  }).lean<ContactRecord | null>();
  if (!found || found.mergedInto) {
    const mergedInto = found?.mergedInto?.toHexString();
    throw new HubError('contact.unknown', { contactId: String(contactId), ...(mergedInto && { mergedInto }) });
  }
  return found;
}
