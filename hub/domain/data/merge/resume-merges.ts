import { systemActor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { isDatabaseAway } from '../../../database/is-database-away.ts';
import { Contact, type ContactRecord } from '../../contact/model.ts';
import { removeFile } from '../../file/remove-file.ts';
import { Merge, type MergeRecord } from './model.ts';
import { claimMs, moveEverything } from './move.ts';
import { runMerge, type MergeTools } from './run-merge.ts';
import { runUndo } from './undo-merge.ts';

/**
 * Looks after merges that are due, for a sweep: finishes what a crash left halfway, moves what was under way while one was done, and
 * removes for good what can no longer be undone. Returns how many it looked after.
 */
export async function resumeMerges(hub: MergeTools & Pick<Hub, 'log'>): Promise<number> {
  for (let count = 0; ; count += 1) {
    const at = hub.now();
    const merge = await Merge.findOneAndUpdate(
      { dueAt: { $lte: at } },
      { $set: { dueAt: new Date(at.getTime() + claimMs) } },
      { returnDocument: 'after' },
    ).lean<MergeRecord | null>();
    if (!merge) return count;
    try {
      await lookAfter(hub, merge);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      hub.log.error({ err: error, mergeId: merge._id.toHexString() }, 'a merge could not be looked after; it is tried again in a minute');
    }
  }
}

async function lookAfter(hub: MergeTools, merge: MergeRecord): Promise<void> {
  const actor = systemActor(merge.workspaceId, merge.actor.name);
  if (merge.state === 'moving') {
    if (!(await runMerge(hub, actor, merge))) await Merge.deleteOne({ _id: merge._id });
  } else if (merge.state === 'undoing') {
    await runUndo(hub, actor, merge);
  } else if (merge.undoUntil <= hub.now()) {
    await forget(hub, merge);
  } else {
    if (merge.state === 'done') await moveStragglers(hub, merge);
    await Merge.updateOne({ _id: merge._id, state: merge.state }, { $set: { isSettled: true, dueAt: merge.undoUntil } });
  }
}

/** A webhook that knew the old contact may have opened a conversation for it after the last look. */
async function moveStragglers(hub: MergeTools, merge: MergeRecord): Promise<void> {
  const [from, to] = await Promise.all([merge.fromId, merge.contactId].map((_id) => Contact.findOne({ _id }).lean<ContactRecord | null>()));
  if (from?.mergedInto && to) {
    await moveEverything(hub, systemActor(merge.workspaceId, merge.actor.name), { merge, from, to });
  }
}

/** Its time is over: the contact that ended goes for good, with its picture unless the other has taken that over. */
async function forget(hub: MergeTools, merge: MergeRecord): Promise<void> {
  const { workspaceId, fromId, contactId } = merge;
  const ended = await Contact.findOne({ _id: fromId, workspaceId, mergedInto: contactId }).lean<ContactRecord | null>();
  if (merge.state === 'done' && ended) {
    await moveStragglers(hub, merge);
    const { avatarFileId } = ended;
    const isInUse = avatarFileId && (await Contact.exists({ workspaceId, avatarFileId, _id: { $ne: fromId } }));
    if (avatarFileId && !isInUse) await removeFile(hub, workspaceId, avatarFileId);
    await Contact.deleteOne({ _id: fromId, workspaceId, mergedInto: contactId });
  }
  await Merge.deleteOne({ _id: merge._id });
}
