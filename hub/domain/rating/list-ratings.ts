import type { QueryFilter } from 'mongoose';
import type { RatingView } from '../../api/widget/ratings.ts';
import type { Actor } from '../../core/actor.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Conversation } from '../conversation/model.ts';
import { visibleTo } from '../conversation/policy.ts';
import { Rating, type RatingRecord } from './model.ts';

interface RatingQuery {
  contactId?: string | undefined;
  conversationId?: string | undefined;
  agentId?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/**
 * What customers thought of conversations that the actor may see, the latest first; two database calls. Of an actor who does not see all of
 * them a page may be shorter than its limit.
 */
export async function listRatings(actor: Actor, { contactId, conversationId, agentId, ...page }: RatingQuery): Promise<Page<RatingView>> {
  const filter: QueryFilter<RatingRecord> = {
    workspaceId: actor.workspaceId,
    ...(contactId !== undefined && { contactId: toObjectId(contactId) }),
    ...(conversationId !== undefined && { conversationId: toObjectId(conversationId) }),
    ...(agentId !== undefined && { agentId: toObjectId(agentId) }),
  };
  const { items, nextCursor } = await pageBy<RatingRecord>(Rating, {
    filter,
    sort: [
      { field: 'ratedAt', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    ...page,
  });
  const seen = await readVisible(
    actor,
    items.map((rating) => rating.conversationId),
  );
  return { items: items.filter((rating) => seen.has(rating.conversationId.toHexString())).map(presentRating), nextCursor };
}

async function readVisible(actor: Actor, conversationIds: ObjectId[]): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set();
  const found = await Conversation.find({ $and: [{ _id: { $in: conversationIds } }, visibleTo(actor)] })
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  return new Set(found.map(({ _id }) => _id.toHexString()));
}

function presentRating(rating: RatingRecord): RatingView {
  return {
    id: rating._id.toHexString(),
    conversationId: rating.conversationId.toHexString(),
    conversationNumber: rating.conversationNumber,
    contactId: rating.contactId.toHexString(),
    agentId: rating.agentId?.toHexString() ?? null,
    score: rating.score,
    comment: rating.comment,
    ratedAt: rating.ratedAt.toISOString(),
  };
}
