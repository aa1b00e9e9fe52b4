import type { ContactActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { insertOnce } from '../../database/insert-once.ts';
import type { ConversationRecord } from '../conversation/model.ts';
import { changeConversation, type ChangeTools } from '../conversation/recording/change.ts';
import { Rating, ratingIdOf } from './model.ts';

/** What a customer says. */
export interface GivenRating {
  /** 1 to 5. */
  score: number;
  comment: string;
}

/**
 * Keeps a customer's rating of a closed conversation, with a line on the timeline; said again, it replaces what was said of the same closing.
 * Throws rating.not-asked while it is open.
 */
export async function giveRating(
  hub: ChangeTools,
  customer: ContactActor,
  conversation: ConversationRecord,
  given: GivenRating,
): Promise<ConversationRecord> {
  const { _id: conversationId, number: conversationNumber, workspaceId, contactId, assigneeId, status, closedAt } = conversation;
  if (status !== 'closed' || !closedAt) throw new HubError('rating.not-asked');
  const _id = ratingIdOf(conversationId, closedAt);
  const at = hub.now();
  const where = { workspaceId, conversationId, conversationNumber, contactId, agentId: assigneeId };
  const values = { _id, ...where, ...given, closedAt, createdAt: at, ratedAt: at };
  const { doc, created } = await insertOnce(Rating, values);
  const isSame = doc.score === given.score && doc.comment === given.comment;
  if (!created && isSame && conversation.rating?.closedAt.getTime() === closedAt.getTime()) return conversation;
  if (!created) await Rating.updateOne({ _id, workspaceId }, { $set: { ...given, ratedAt: at } });
  const rated = await changeConversation(hub, customer, {
    conversationId,
    where: { status: 'closed', closedAt },
    set: { rating: { score: given.score, closedAt } },
    fact: { type: 'rating.given', data: { ...given } },
    event: { type: 'rated', data: { ...given } },
  });
  if (!rated) throw new HubError('rating.not-asked');
  return rated;
}
