import type { z } from 'zod';
import type { contactFields } from '../../../api/customers/contacts.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ContactEdit } from '../../contact/edit-contact.ts';
import type { ContactRecord } from '../../contact/model.ts';
import { mergeValues } from '../../custom-field/check-values.ts';

type Said = z.output<typeof contactFields>;

/** What may be said of a contact; absent fields stay, null takes one away. */
export type ContactChange = { [Field in keyof Said]?: Said[Field] | undefined };

/** What a change makes of a contact as it is. */
export function editOf(hub: Pick<Hub, 'now'>, current: Pick<ContactRecord, 'fields' | 'confirmedAt'>, change: ContactChange): ContactEdit {
  const { name, externalUserId, phones, emails, language, notes, tags, fields, kind } = change;
  return {
    ...(name !== undefined && { name, isNameMade: undefined }),
    ...(externalUserId !== undefined && { externalUserId: externalUserId ?? undefined }),
    ...(phones !== undefined && { phones: [...new Set(phones)] }),
    ...(emails !== undefined && { emails: [...new Set(emails)] }),
    ...(language !== undefined && { language: language ?? undefined }),
    ...(notes !== undefined && { notes }),
    ...(tags !== undefined && { tags: [...new Set(tags)] }),
    ...(fields !== undefined && { fields: mergeValues(current.fields, fields) }),
    ...(kind === 'known' && { confirmedAt: current.confirmedAt ?? hub.now() }),
    ...(kind === 'lead' && { confirmedAt: undefined }),
  };
}

/** What the audit log compares of a contact. An erasure takes the values out of the log again. */
export function auditedOf(contact: ContactRecord): Record<string, unknown> {
  const { name, kind, externalUserId = null, phones, emails, language = null, notes, tags, fields, blocked } = contact;
  return { name, kind, externalUserId, phones, emails, language, notes, tags, fields, blocked };
}
