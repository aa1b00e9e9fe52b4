import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError, isHubError } from '../../../core/error.ts';
import { toObjectId } from '../../../core/ids.ts';
import { recordAudit, type AuditOrigin } from '../../audit/record-audit.ts';
import { announceContact } from '../../contact/announce.ts';
import { editContact, type ContactEdit } from '../../contact/edit-contact.ts';
import { getContact } from '../../contact/get-contact.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import { TimedBlock } from '../../console/records/block.ts';
import { carryToConversations } from '../contact/carry-contact.ts';
import { snapshotOf } from './merge-fields.ts';
import { seeingAll } from './merge-contacts.ts';
import { Merge, type ContactSnapshot, type MergeRecord, type UndoConflict } from './model.ts';
import { claimMs, moveBack } from './move.ts';
import { restoreFields } from './restore-fields.ts';
import { hold, releaseContacts, type MergeTools } from './run-merge.ts';

/** Both contacts after an undo, and what could not be put back. */
export interface UndoneMerge {
  contact: ContactRecord;
  restored: ContactRecord;
  conflicts: UndoConflict[];
}

/**
 * Undoes a merge: the contact that ended is there again with its accounts and conversations (those begun in its chats since too), and
 * the other is as it was, but for what somebody changed since. Throws merge.unknown, merge.not-undoable, contact.busy.
 */
export async function undoMerge(hub: MergeTools, actor: Actor, mergeId: string, origin?: AuditOrigin): Promise<UndoneMerge> {
  authorize(actor, 'contact.edit');
  const merge = await Merge.findOne({ _id: toObjectId(mergeId), workspaceId: actor.workspaceId }).lean<MergeRecord | null>();
  if (!merge) throw new HubError('merge.unknown', { mergeId });
  await requireUndoable(hub, actor, merge);
  const at = hub.now();
  const begun = await Merge.findOneAndUpdate(
    { _id: merge._id, state: 'done', undoUntil: { $gt: at } },
    { $set: { state: 'undoing', isApplied: false, dueAt: new Date(at.getTime() + claimMs) } },
    { returnDocument: 'after' },
  ).lean<MergeRecord | null>();
  if (!begun) throw new HubError('contact.busy', { contactId: merge.contactId.toHexString() });
  hub.step('undo.begun');
  if (!(await runUndo(hub, seeingAll(actor), begun))) throw new HubError('contact.busy', { contactId: merge.contactId.toHexString() });

  await recordAudit(hub, actor, {
    action: 'contact.merge-undone',
    target: { type: 'contact', id: merge.contactId },
    after: { fromId: merge.fromId.toHexString(), mergeId },
    origin,
  });
  const undone = await Merge.findOne({ _id: merge._id }).orFail().lean<MergeRecord>();
  const [contact, restored] = await Promise.all([getContact(actor, merge.contactId), getContact(actor, merge.fromId)]);
  return { contact, restored, conflicts: undone.conflicts };
}

async function requireUndoable(hub: MergeTools, actor: Actor, merge: MergeRecord): Promise<void> {
  if (merge.state === 'moving' || merge.state === 'undoing')
    throw new HubError('contact.busy', { contactId: merge.contactId.toHexString() });
  if (merge.state === 'undone') throw new HubError('merge.not-undoable', { reason: 'undone-already' });
  if (merge.undoUntil <= hub.now()) throw new HubError('merge.not-undoable', { reason: 'too-old' });
  try {
    await getContact(actor, merge.contactId);
  } catch (error) {
    if (!isHubError(error, 'contact.unknown')) throw error;
    // Merged onward itself: that merge is undone first. Erased: the merge went with it, or is just going.
    throw new HubError('merge.not-undoable', { reason: error.details['mergedInto'] ? 'merged-onward' : 'erased', ...error.details });
  }
}

/** Does an undo, or what a crash left of it. False when the contact could not be had and nothing happened. */
export async function runUndo(hub: MergeTools, actor: Actor, merge: MergeRecord): Promise<boolean> {
  const { keptBefore, result, fromBefore } = merge;
  const isHeld = await hold(merge, merge.contactId, { mergedInto: { $exists: false } });
  if (!isHeld || !keptBefore || !result || !fromBefore) {
    await Merge.updateOne({ _id: merge._id, state: 'undoing' }, { $set: { state: 'done' } });
    return false;
  }
  hub.step('undo.held');
  const kept = await restoreKept(hub, merge, { before: keptBefore, result });
  hub.step('undo.restored');
  const from = await bringBack(hub, merge, fromBefore);
  hub.step('undo.back');
  await moveBack(hub, actor, { merge, from: kept, to: from });
  await carryToConversations(hub, actor, kept);
  hub.step('undo.moved');
  await announceContact(hub, actor, 'contact.changed', kept._id);
  await announceContact(hub, actor, 'contact.created', from._id);
  await releaseContacts(merge);
  await Merge.updateOne(
    { _id: merge._id },
    { $set: { state: 'undone', dueAt: merge.undoUntil }, $unset: { keptBefore: 1, fromBefore: 1, result: 1 } },
  );
  return true;
}

async function restoreKept(
  hub: MergeTools,
  merge: MergeRecord,
  change: { before: ContactSnapshot; result: ContactSnapshot },
): Promise<ContactRecord> {
  const place = { workspaceId: merge.workspaceId, contactId: merge.contactId };
  const edited = await editContact(hub, place, async (current) => {
    if (merge.isApplied || current.merging?.isApplied) return null;
    const { snapshot, conflicts } = restoreFields(snapshotOf(current), change);
    await Merge.updateOne({ _id: merge._id }, { $set: { conflicts } });
    return { ...nothingOptional, ...snapshot, merging: { mergeId: merge._id, isApplied: true } };
  });
  await Merge.updateOne({ _id: merge._id }, { $set: { isApplied: true } });
  const kept = edited?.after ?? (await read(merge, merge.contactId));
  if (!kept.blocked) await TimedBlock.deleteOne({ _id: kept._id, workspaceId: merge.workspaceId });
  return kept;
}

/** What a snapshot does not have goes. */
const nothingOptional: ContactEdit = {
  isNameMade: undefined,
  externalUserId: undefined,
  confirmedAt: undefined,
  username: undefined,
  language: undefined,
  avatarFileId: undefined,
  lastMessageAt: undefined,
};

/** The contact that had ended: as it was, with its id in the workspace's systems unless another contact has that now. */
async function bringBack(hub: MergeTools, merge: MergeRecord, { externalUserId }: ContactSnapshot): Promise<ContactRecord> {
  const place = { workspaceId: merge.workspaceId, contactId: merge.fromId, isGoneToo: true };
  try {
    const edited = await editContact(hub, place, () => ({
      mergedInto: undefined,
      ...(externalUserId !== undefined && { externalUserId }),
    }));
    return edited?.after ?? read(merge, merge.fromId);
  } catch (error) {
    if (!isHubError(error, 'contact.external-user-id-taken')) throw error;
    await Merge.updateOne({ _id: merge._id }, { $addToSet: { conflicts: { field: 'externalUserId', reason: 'taken-by-another' } } });
    const edited = await editContact(hub, place, () => ({ mergedInto: undefined }));
    return edited?.after ?? read(merge, merge.fromId);
  }
}

function read({ workspaceId }: MergeRecord, _id: MergeRecord['contactId']): Promise<ContactRecord> {
  return Contact.findOne({ _id, workspaceId }).orFail().lean<ContactRecord>().exec();
}
