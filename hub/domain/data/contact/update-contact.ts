import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../../core/ids.ts';
import { difference, recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceContact } from '../../contact/announce.ts';
import { editContact } from '../../contact/edit-contact.ts';
import { getContact } from '../../contact/get-contact.ts';
import type { ContactRecord } from '../../contact/model.ts';
import { checkFieldValues } from '../../custom-field/check-values.ts';
import type { ChangeTools } from '../../conversation/recording/change.ts';
import { auditedOf, editOf, type ContactChange } from './change.ts';
import { carryToConversations } from './carry-contact.ts';

/**
 * Changes a contact and carries its name and terms to its conversations. Throws contact.unknown, contact-field.unknown,
 * contact-field.value-invalid, contact.external-user-id-taken.
 */
export async function updateContact(
  hub: ChangeTools & Pick<Hub, 'facts'>,
  actor: Actor,
  contactId: string | ObjectId,
  change: ContactChange,
  origin?: AuditOrigin,
): Promise<ContactRecord> {
  authorize(actor, 'contact.edit');
  // Before its values, so that a foreign contact is unknown whatever is said of it.
  const { _id } = await getContact(actor, contactId);
  await checkFieldValues(actor, change.fields);
  const edited = await editContact(hub, { workspaceId: actor.workspaceId, contactId: toObjectId(contactId) }, (current) =>
    editOf(hub, current, change),
  );
  if (!edited) throw new HubError('contact.unknown', { contactId: _id.toHexString() });

  const { before, after } = edited;
  if (isCarried(change)) await carryToConversations(hub, actor, after);
  const differences = difference(auditedOf(before), auditedOf(after));
  if (Object.keys(differences.after).length > 0) {
    await recordAudit(hub, actor, { action: 'contact.updated', target: { type: 'contact', id: _id }, ...differences, origin });
  }
  await announceContact(hub, actor, 'contact.changed', _id);
  return after;
}

/** Conversations hold copies of these. */
function isCarried({ name, phones, emails }: ContactChange): boolean {
  return name !== undefined || phones !== undefined || emails !== undefined;
}
