import type { Hub } from '../../core/parts/hub.ts';
import { CustomField, type CustomFieldRecord } from '../custom-field/model.ts';
import { facet } from './derive.ts';
import { editContact } from './edit-contact.ts';
import { Contact, type ContactRecord } from './model.ts';

const batch = 200;

/** Takes the values of removed custom fields out of the contacts, then the fields themselves; for a sweep. Returns how many fields went. */
export async function forgetRemovedFields(hub: Pick<Hub, 'now'>): Promise<number> {
  const removed = await CustomField.find({ removedAt: { $exists: true } })
    .limit(20)
    .lean<CustomFieldRecord[]>();
  for (const { _id, workspaceId, key } of removed) {
    const having = { workspaceId, facets: { $regex: `^${facet.fieldPrefix(key)}` } };
    for (;;) {
      const found = await Contact.find(having).limit(batch).select({ _id: 1 }).lean<Pick<ContactRecord, '_id'>[]>();
      if (found.length === 0) break;
      for (const contact of found) {
        await editContact(hub, { workspaceId, contactId: contact._id, isGoneToo: true }, ({ fields }) => {
          const { [key]: _forgotten, ...rest } = fields;
          return { fields: rest };
        });
      }
    }
    await CustomField.deleteOne({ _id });
  }
  return removed.length;
}
