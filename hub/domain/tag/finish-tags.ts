import { systemActor } from '../../core/actor.ts';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { announceTag, type TagTools } from './ensure-tags.ts';
import { Tag, tagIdOf, tagKeyOf, type TagCarrying, type TagRecord } from './model.ts';

/** Gives what has one tag's name another's, or takes it away; true when nothing is left to do. Made of the nouns that have tags, and bounded: it may be called again. */
export type CarryTag = (hub: TagTools, workspaceId: ObjectId, change: TagCarrying) => Promise<boolean>;

/** Goes on with a tag's change of name or its removal; true when it is done. Safe to run twice. */
export async function finishTag(hub: TagTools, carry: CarryTag, tag: TagRecord): Promise<boolean> {
  const { _id, workspaceId, carrying, isLeaving } = tag;
  if (!carrying) return true;
  if (isLeaving && carrying.to !== null) await insertOnce(Tag, successorOf(hub, tag, carrying.to));
  if (!(await carry(hub, workspaceId, carrying))) return false;
  if (isLeaving) await Tag.deleteOne({ _id, isLeaving: true, 'carrying.from': carrying.from });
  else await Tag.updateOne({ _id, 'carrying.from': carrying.from }, { $unset: { carrying: 1 } });
  return true;
}

/** What a rename was to make: after a crash between its two steps it is not there yet. */
function successorOf(hub: TagTools, { isLeaving: _leaving, carrying: _carrying, ...tag }: TagRecord, name: string): TagRecord {
  return { ...tag, _id: tagIdOf(tag.workspaceId, name), name, key: tagKeyOf(name), updatedAt: hub.now() };
}

const atOnce = 20;

/** Goes on with every change that a crash, or a workspace with very much tagged, left halfway; for a sweep. Returns how many it finished. */
export async function finishTags(hub: TagTools, carry: CarryTag): Promise<number> {
  const left = await Tag.find({ 'carrying.from': { $exists: true } })
    .sort({ updatedAt: 1 })
    .limit(atOnce)
    .lean<TagRecord[]>();
  let finished = 0;
  for (const tag of left) {
    if (!(await finishTag(hub, carry, tag))) continue;
    await announceTag(hub, systemActor(tag.workspaceId), tag._id);
    finished += 1;
  }
  return finished;
}
