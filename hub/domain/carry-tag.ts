import type { Hub } from '../core/parts/hub.ts';
import type { ObjectId } from '../core/ids.ts';
import { Contact } from './contact/model.ts';
import { carryTagInConversations } from './conversation/tagging/carry-tag.ts';
import { carryTagInViews } from './saved-view/save-view.ts';
import type { TagCarrying } from './tag/model.ts';

const batch = 200;
const batches = 25;

/** Gives all that has a tag another one instead, or none; true when nothing is left. Bounded: at most 5,000 of each noun at a call. */
export async function carryTag(hub: Pick<Hub, 'facts' | 'now'>, workspaceId: ObjectId, change: TagCarrying): Promise<boolean> {
  const done = [
    await carryTagInConversations(hub, workspaceId, change),
    await carryTagInContacts(hub, workspaceId, change),
    await carryTagInViews(hub, workspaceId, change),
  ];
  return done.every(Boolean);
}

async function carryTagInContacts(hub: Pick<Hub, 'now'>, workspaceId: ObjectId, { from, to }: TagCarrying): Promise<boolean> {
  for (let round = 0; round < batches; round += 1) {
    const found = await Contact.find({ workspaceId, tags: from }).limit(batch).select({ _id: 1 }).lean<{ _id: ObjectId }[]>();
    if (found.length === 0) return true;
    const tagged = { _id: { $in: found.map(({ _id }) => _id) }, tags: from };
    if (to !== null) await Contact.updateMany(tagged, { $addToSet: { tags: to } });
    await Contact.updateMany(tagged, { $pull: { tags: from }, $set: { updatedAt: hub.now() } });
  }
  return false;
}
