import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { isDuplicateKey } from '../../database/insert-once.ts';
import { deriveContact } from './derive.ts';
import { Contact, type ContactRecord } from './model.ts';

type Always = 'name' | 'phones' | 'emails' | 'blocked' | 'notes' | 'tags' | 'fields' | 'channelIds' | 'providers' | 'activeAt';
type Sometimes =
  'isNameMade' | 'externalUserId' | 'confirmedAt' | 'username' | 'language' | 'avatarFileId' | 'lastMessageAt' | 'merging' | 'mergedInto';

/** Some fields of a contact; undefined takes one away that not every contact has, absent ones stay. */
export type ContactEdit = Partial<Pick<ContactRecord, Always>> & { [Field in Sometimes]?: ContactRecord[Field] | undefined };

const mostAttempts = 20;

/**
 * Changes a contact by what `decide` makes of it as it is now, and derives kind, facets, order and terms anew. Compare and set: of two
 * writers at once the second decides again. Null when there is no such contact (erased or merged away, unless `isGoneToo`), or
 * `decide` gave null. Throws contact.external-user-id-taken.
 */
export async function editContact(
  hub: Pick<Hub, 'now'>,
  { workspaceId, contactId, isGoneToo = false }: { workspaceId: ObjectId; contactId: ObjectId; isGoneToo?: boolean },
  decide: (current: ContactRecord) => ContactEdit | null | Promise<ContactEdit | null>,
): Promise<{ before: ContactRecord; after: ContactRecord } | null> {
  const here = isGoneToo ? {} : { erasingAt: { $exists: false }, mergedInto: { $exists: false } };
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const before = await Contact.findOne({ _id: contactId, workspaceId, ...here }).lean<ContactRecord | null>();
    const edit: ContactEdit | null = before && (await decide(before));
    if (!before || !edit) return null;

    const change = { ...edit, ...deriveContact(changed(before, edit)), updatedAt: hub.now(), rev: before.rev + 1 };
    const { matchedCount } = await refusingTakenId(workspaceId, edit.externalUserId, () =>
      Contact.updateOne({ _id: contactId, workspaceId, rev: before.rev, ...here }, updateOf(change)).exec(),
    );
    if (matchedCount === 1) return { before, after: changed(before, change) };
  }
  throw new HubError('contact.busy', { contactId: contactId.toHexString() });
}

/** Turns the refusal of a second contact with one external user id into words. */
export async function refusingTakenId<Result>(
  workspaceId: ObjectId,
  externalUserId: string | undefined,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error) || externalUserId === undefined) throw error;
    const holder = await Contact.findOne({ workspaceId, externalUserId }).select({ _id: 1 }).lean<{ _id: ObjectId } | null>();
    throw new HubError('contact.external-user-id-taken', { contactId: holder?._id.toHexString() ?? null }, { cause: error });
  }
}

function updateOf(change: Record<string, unknown>) {
  const entries = Object.entries(change);
  const unset = entries.flatMap(([field, value]): [string, 1][] => (value === undefined ? [[field, 1]] : []));
  return {
    $set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset) }),
  };
}

/** The contact with the change in it; what the change has as undefined is left out. */
function changed(contact: ContactRecord, change: ContactEdit): ContactRecord {
  const after: ContactRecord = { ...contact };
  const entries: [string, unknown][] = Object.entries(change);
  for (const [field, value] of entries) {
    if (value === undefined) Reflect.deleteProperty(after, field);
    else Reflect.set(after, field, value);
  }
  return after;
}
