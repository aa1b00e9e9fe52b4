import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Conversation } from '../model.ts';

const batch = 200;
const batches = 25;

/**
 * Gives conversations that have the tag `from` the tag `to` instead, or none with null; true when none is left. At most 5,000 at a
 * call. No line on their timelines: nobody decided anything about them.
 */
export async function carryTagInConversations(
  hub: Pick<Hub, 'now'>,
  workspaceId: ObjectId,
  { from, to }: { from: string; to: string | null },
): Promise<boolean> {
  for (let round = 0; round < batches; round += 1) {
    const found = await Conversation.find({ workspaceId, tags: from }).limit(batch).select({ _id: 1 }).lean<{ _id: ObjectId }[]>();
    if (found.length === 0) return true;
    const tagged = { _id: { $in: found.map(({ _id }) => _id) }, tags: from };
    // The new one first: after a crash in between the old one still leads here.
    if (to !== null) await Conversation.updateMany(tagged, { $addToSet: { tags: to } });
    await Conversation.updateMany(tagged, { $pull: { tags: from }, $set: { changedAt: hub.now() }, $inc: { rev: 1 } });
  }
  return false;
}
