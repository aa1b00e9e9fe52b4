import { tagColor, type TagColor } from '../../api/customers/tags.ts';
import { actorId, type Actor } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { Tag, tagIdOf, tagKeyOf, type TagRecord } from './model.ts';

export type TagTools = Pick<Hub, 'facts' | 'now'>;

/** The names as their records write them, each once; a name without a record gets one. One database call when all have one. */
export async function ensureTags(hub: TagTools, actor: Actor, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const known = await Tag.find({ _id: { $in: names.map((name) => tagIdOf(actor.workspaceId, name)) } }).lean<TagRecord[]>();
  const written: string[] = [];
  for (const name of names) {
    const record = known.find(({ key }) => key === tagKeyOf(name)) ?? (await makeTag(hub, actor, { name })).tag;
    written.push((record.isLeaving && record.carrying?.to) || record.name);
  }
  return [...new Set(written)];
}

/** Makes a tag's record, or reads the one that has the name already. */
export async function makeTag(
  hub: TagTools,
  actor: Actor,
  { name, color, description = '' }: { name: string; color?: TagColor | undefined; description?: string },
): Promise<{ tag: TagRecord; created: boolean }> {
  const at = hub.now();
  const _id = tagIdOf(actor.workspaceId, name);
  const { doc, created } = await insertOnce(Tag, {
    _id,
    workspaceId: actor.workspaceId,
    name,
    key: tagKeyOf(name),
    color: color ?? colorOf(_id),
    description,
    createdAt: at,
    updatedAt: at,
  });
  if (created) await announceTag(hub, actor, _id);
  return { tag: doc.toObject(), created };
}

/** Tells that the workspace's tags are to be read again. A listener that fails is logged by the bus. */
export async function announceTag(hub: TagTools, actor: Actor, tagId: ObjectId): Promise<void> {
  await hub.facts.announce({
    id: new ObjectId().toHexString(),
    type: 'tag.changed',
    workspaceId: actor.workspaceId.toHexString(),
    at: hub.now(),
    actor: { type: actor.type, id: actorId(actor), name: actor.name },
    data: { tagId: tagId.toHexString() },
  });
}

/** Names differ in colour without anybody choosing: the colour comes out of the key. */
function colorOf(tagId: ObjectId): TagColor {
  const colors = tagColor.options.filter((color) => color !== 'gray');
  return colors[Number.parseInt(tagId.toHexString().slice(-6), 16) % colors.length] ?? 'gray';
}
