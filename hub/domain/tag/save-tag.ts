import type { TagColor } from '../../api/customers/tags.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { difference, recordAudit, type AuditOrigin } from '../audit/record-audit.ts';
import { announceTag, makeTag, type TagTools } from './ensure-tags.ts';
import { finishTag, type CarryTag } from './finish-tags.ts';
import { getTag } from './get-tag.ts';
import { Tag, tagIdOf, tagKeyOf, type TagRecord } from './model.ts';
import { presentTag } from './present.ts';

/** What a tag is made of. */
interface TagFields {
  name: string;
  color?: TagColor | undefined;
  description: string;
}

/** Makes a tag. Throws tag.name-taken. */
export async function createTag(hub: TagTools, actor: Actor, fields: TagFields): Promise<TagRecord> {
  const { tag, created } = await makeTag(hub, actor, fields);
  if (!created) throw new HubError('tag.name-taken', { tagId: tag._id.toHexString() });
  return tag;
}

/**
 * Changes a tag. A new name is carried over to all that has the old one: here as far as a request may take, the rest by a sweep.
 * Throws tag.unknown, tag.name-taken.
 */
export async function updateTag(
  hub: TagTools,
  carry: CarryTag,
  actor: Actor,
  { tagId, ...change }: { [Field in keyof TagFields]?: TagFields[Field] | undefined } & { tagId: ObjectId },
  origin?: AuditOrigin,
): Promise<TagRecord> {
  const before = await getTag(actor, tagId);
  // An earlier change of the name that is still under way would be forgotten by the next one.
  if (before.carrying && !(await finishTag(hub, carry, before))) throw new HubError('hub.busy', { retryAfterSeconds: 15 });
  const fields = {
    ...(change.color && { color: change.color }),
    ...(change.description !== undefined && { description: change.description }),
  };
  const name = change.name ?? before.name;
  const after = tagKeyOf(name) === before.key ? await changeInPlace(hub, before, name, fields) : await moveTag(hub, before, name, fields);
  if (name !== before.name) await finishTag(hub, carry, await readAgain(before));
  await recordAudit(hub, actor, {
    action: 'tag.updated',
    target: { type: 'tag', id: after._id },
    ...difference(presentTag(before), presentTag(after)),
    origin,
  });
  await announceTag(hub, actor, after._id);
  return after;
}

/** Removes a tag, also from all that has it: here as far as a request may take, the rest by a sweep. Throws tag.unknown. */
export async function deleteTag(hub: TagTools, carry: CarryTag, actor: Actor, tagId: ObjectId, origin?: AuditOrigin): Promise<void> {
  const before = await getTag(actor, tagId);
  if (before.carrying && !(await finishTag(hub, carry, before))) throw new HubError('hub.busy', { retryAfterSeconds: 15 });
  await leave(hub, before, null);
  await finishTag(hub, carry, await readAgain(before));
  await recordAudit(hub, actor, {
    action: 'tag.deleted',
    target: { type: 'tag', id: tagId },
    before: { ...presentTag(before) },
    origin,
  });
  await announceTag(hub, actor, tagId);
}

type Fields = Partial<Pick<TagRecord, 'color' | 'description'>>;

/** The same key: another colour, or the same name in other letters. */
async function changeInPlace(hub: TagTools, before: TagRecord, name: string, fields: Fields): Promise<TagRecord> {
  const changed = await Tag.findOneAndUpdate(
    { _id: before._id, name: before.name, isLeaving: { $exists: false } },
    { $set: { ...fields, name, updatedAt: hub.now(), ...(name !== before.name && { carrying: { from: before.name, to: name } }) } },
    { returnDocument: 'after' },
  ).lean<TagRecord | null>();
  if (!changed) throw new HubError('tag.unknown', { tagId: before._id.toHexString() });
  return changed;
}

/** Another key is another record; the old one stays until nothing has its name. */
async function moveTag(hub: TagTools, before: TagRecord, name: string, fields: Fields): Promise<TagRecord> {
  const _id = tagIdOf(before.workspaceId, name);
  if (await Tag.exists({ _id })) throw new HubError('tag.name-taken', { tagId: _id.toHexString() });
  await leave(hub, before, name);
  const moved = { ...before, ...fields, _id, name, key: tagKeyOf(name), updatedAt: hub.now() };
  const { doc } = await insertOnce(Tag, moved);
  return doc.toObject();
}

async function leave(hub: TagTools, { _id, name }: TagRecord, to: string | null): Promise<void> {
  const { matchedCount } = await Tag.updateOne(
    { _id, name, isLeaving: { $exists: false } },
    { $set: { isLeaving: true, carrying: { from: name, to }, updatedAt: hub.now() } },
  );
  if (matchedCount === 0) throw new HubError('tag.unknown', { tagId: _id.toHexString() });
}

async function readAgain({ _id }: TagRecord): Promise<TagRecord> {
  return Tag.findOne({ _id }).orFail().lean<TagRecord>();
}
