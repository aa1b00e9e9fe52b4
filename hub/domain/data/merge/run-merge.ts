import type { Actor } from '../../../core/actor.ts';
import { isHubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { TimedBlock, type TimedBlockRecord } from '../../console/records/block.ts';
import { announceContact, announceMerge } from '../../contact/announce.ts';
import { editContact } from '../../contact/edit-contact.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import type { ChangeTools } from '../../conversation/recording/change.ts';
import { carryToConversations } from '../contact/carry-contact.ts';
import { mergeSnapshots, snapshotOf } from './merge-fields.ts';
import { Merge, type ContactSnapshot, type MergeRecord } from './model.ts';
import { moveEverything } from './move.ts';

export type MergeTools = ChangeTools & Pick<Hub, 'facts' | 'files'>;

/** Once more after this: a message that was under way may have opened a conversation for the contact that ended. */
const stragglersMs = 60_000;

/**
 * Does a merge, or what a crash left of it: marks both contacts, ends the one, carries what it says over to the other, moves its
 * accounts and conversations, tells. False when the contacts could not be had and nothing happened.
 */
export async function runMerge(hub: MergeTools, actor: Actor, merge: MergeRecord): Promise<boolean> {
  if (!(await holdBoth(hub, merge))) return false;
  hub.step('merge.held');
  const from = await endContact(hub, merge);
  hub.step('merge.ended');
  const kept = await takeOver(hub, merge, from);
  hub.step('merge.applied');
  await moveEverything(hub, actor, { merge, from, to: kept });
  await carryToConversations(hub, actor, kept);
  hub.step('merge.moved');

  const told = { contactId: merge.contactId, fromId: merge.fromId, mergeId: merge._id };
  await announceMerge(hub, actor, told);
  await announceContact(hub, actor, 'contact.changed', merge.contactId);
  await releaseContacts(merge);
  hub.step('merge.released');
  await Merge.updateOne({ _id: merge._id }, { $set: { state: 'done', dueAt: new Date(hub.now().getTime() + stragglersMs) } });
  return true;
}

/** Both contacts are this merge's from then on; neither can be erased or merged elsewhere. False when one of them can't be had. */
async function holdBoth(hub: Pick<Hub, 'step'>, merge: MergeRecord): Promise<boolean> {
  const isKeptHeld = await hold(merge, merge.contactId, { mergedInto: { $exists: false } });
  hub.step('merge.half-held');
  if (isKeptHeld && (await hold(merge, merge.fromId, { $or: [{ mergedInto: { $exists: false } }, { mergedInto: merge.contactId }] }))) {
    return true;
  }
  await releaseContacts(merge);
  return false;
}

/** Marks a contact as this merge's; true when it is, from now or from before. */
export async function hold(merge: Pick<MergeRecord, '_id' | 'workspaceId'>, contactId: ObjectId, where: object): Promise<boolean> {
  const isFree = { $or: [{ merging: { $exists: false } }, { 'merging.mergeId': merge._id }] };
  const { matchedCount } = await Contact.updateOne(
    { $and: [{ _id: contactId, workspaceId: merge.workspaceId, erasingAt: { $exists: false } }, where, isFree] },
    { $set: { 'merging.mergeId': merge._id }, $inc: { rev: 1 } },
  );
  return matchedCount === 1;
}

/** Gives both contacts free again. */
export async function releaseContacts({ _id, workspaceId, contactId, fromId }: MergeRecord): Promise<void> {
  await Contact.updateMany(
    { _id: { $in: [contactId, fromId] }, workspaceId, 'merging.mergeId': _id },
    { $unset: { merging: 1 }, $inc: { rev: 1 } },
  );
}

/** Ends the contact that is merged away: nobody changes it from then on, so what is kept of it is the last word. */
async function endContact(hub: Pick<Hub, 'now'>, merge: MergeRecord): Promise<ContactRecord> {
  const place = { workspaceId: merge.workspaceId, contactId: merge.fromId, isGoneToo: true };
  const ended = await editContact(hub, place, () => ({ mergedInto: merge.contactId }));
  if (!ended) throw new Error('a contact that is held by a merge is gone');
  merge.fromBefore ??= snapshotOf(ended.after);
  await Merge.updateOne({ _id: merge._id, fromBefore: { $exists: false } }, { $set: { fromBefore: merge.fromBefore } });
  // The id is of one contact only: the one that stays may take it over.
  const freed = await editContact(hub, place, ({ externalUserId }) =>
    externalUserId === undefined ? null : { externalUserId: undefined },
  );
  return freed?.after ?? ended.after;
}

/** What the ended contact said goes over to the one that stays, once: a repeat would take the result for what was before. */
async function takeOver(hub: Pick<Hub, 'now'>, merge: MergeRecord, from: ContactRecord): Promise<ContactRecord> {
  const { workspaceId, contactId } = merge;
  const fromBefore = merge.fromBefore ?? snapshotOf(from);
  const apply = (taken: ContactSnapshot) =>
    editContact(hub, { workspaceId, contactId }, async (current) => {
      if (merge.isApplied || current.merging?.isApplied) return null;
      const keptBefore = snapshotOf(current);
      const result = mergeSnapshots(keptBefore, taken);
      await Merge.updateOne({ _id: merge._id }, { $set: { keptBefore, result } });
      return { isNameMade: undefined, ...result, merging: { mergeId: merge._id, isApplied: true } };
    });
  try {
    await apply(fromBefore);
  } catch (error) {
    if (!isHubError(error, 'contact.external-user-id-taken')) throw error;
    // In the moment it was free, somebody new came with it: the id is theirs.
    const { externalUserId: _taken, ...rest } = fromBefore;
    await apply(rest);
  }
  await Merge.updateOne({ _id: merge._id }, { $set: { isApplied: true } });
  const kept = await Contact.findOne({ _id: contactId, workspaceId }).orFail().lean<ContactRecord>();
  if (kept.blocked) await copyTimedBlock(merge);
  return kept;
}

/** A block for a time stays one, unless the contact that stays is blocked on its own. */
async function copyTimedBlock({ workspaceId, contactId, fromId }: MergeRecord): Promise<void> {
  const merge = await Merge.findOne({ workspaceId, contactId, fromId, 'keptBefore.blocked': false }).select({ _id: 1 }).lean();
  const timed = merge && (await TimedBlock.findOne({ _id: fromId, workspaceId }).lean<TimedBlockRecord | null>());
  if (timed) await insertOnce(TimedBlock, { _id: contactId, workspaceId, until: timed.until });
}
