import { authorize, type Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceContact } from '../../contact/announce.ts';
import { deriveContact } from '../../contact/derive.ts';
import { refusingTakenId } from '../../contact/edit-contact.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import { checkFieldValues, mergeValues } from '../../custom-field/check-values.ts';
import { auditedOf, type ContactChange } from './change.ts';

/** What a new contact is made of. */
export type NewContact = ContactChange & { name: string };

/** Creates a contact by hand: known, as a colleague says who it is, unless told otherwise. Throws as updateContact does. */
export async function createContact(
  hub: Pick<Hub, 'now' | 'facts'>,
  actor: Actor,
  { kind = 'known', ...given }: NewContact,
  origin?: AuditOrigin,
): Promise<ContactRecord> {
  authorize(actor, 'contact.edit');
  await checkFieldValues(actor, given.fields);
  const { contact } = await insertContact(hub, actor, { ...given, kind, _id: new ObjectId() });
  await recordAudit(hub, actor, {
    action: 'contact.created',
    target: { type: 'contact', id: contact._id },
    after: auditedOf(contact),
    origin,
  });
  await announceContact(hub, actor, 'contact.created', contact._id);
  return contact;
}

/** Inserts a contact whose values were checked, or finds the one with its id. Throws contact.external-user-id-taken. */
export async function insertContact(
  hub: Pick<Hub, 'now'>,
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { _id, kind, name, externalUserId, phones, emails, language, notes, tags, fields }: NewContact & { _id: ObjectId },
): Promise<{ contact: ContactRecord; created: boolean }> {
  const at = hub.now();
  const said = {
    name,
    ...(externalUserId && { externalUserId }),
    ...(kind === 'known' && { confirmedAt: at }),
    ...(language && { language }),
    phones: [...new Set(phones)],
    emails: [...new Set(emails)],
    tags: [...new Set(tags)],
    fields: mergeValues({}, fields),
    blocked: false,
    channelIds: [],
    providers: [],
  };
  const values = {
    _id,
    workspaceId,
    ...said,
    ...deriveContact(said),
    notes: notes ?? '',
    activeAt: at,
    createdAt: at,
    updatedAt: at,
  };
  const { doc, created } = await refusingTakenId(workspaceId, said.externalUserId, () => insertOnce(Contact, values));
  return { contact: doc.toObject(), created };
}
