import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Tag, tagKeyOf, type TagRecord } from './model.ts';

/** A tag of the actor's workspace that is there to stay. Throws tag.unknown. */
export async function getTag({ workspaceId }: Pick<Actor, 'workspaceId'>, tagId: ObjectId): Promise<TagRecord> {
  const tag = await Tag.findOne({ _id: tagId, workspaceId, isLeaving: { $exists: false } }).lean<TagRecord | null>();
  if (!tag) throw new HubError('tag.unknown', { tagId: tagId.toHexString() });
  return tag;
}

/** A page of the workspace's tags by name. */
export async function listTags(
  { workspaceId }: Pick<Actor, 'workspaceId'>,
  { q, cursor, limit }: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<TagRecord>> {
  const beginning = q === undefined ? null : tagKeyOf(q).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return pageBy<TagRecord>(Tag, {
    filter: { workspaceId, isLeaving: { $exists: false }, ...(beginning && { key: new RegExp(`^${beginning}`) }) },
    sort: [
      { field: 'key', direction: 1, type: 'string' },
      { field: '_id', direction: 1, type: 'id' },
    ],
    cursor,
    limit,
  });
}
