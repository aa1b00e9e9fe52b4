import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, moment, pageOf, paging } from '../fields.ts';

/** What a customer thought of a conversation. */
export const ratingView = z.object({
  id,
  conversationId: id,
  conversationNumber: z.number().int(),
  contactId: id,
  /** Who had the conversation; null: nobody. */
  agentId: id.nullable(),
  /** 1 to 5. */
  score: z.number().int(),
  /** Empty: none. */
  comment: z.string(),
  /** The last time it was given. */
  ratedAt: moment,
});
export type RatingView = z.infer<typeof ratingView>;

export const listRatings = endpoint({
  method: 'get',
  path: '/ratings',
  summary: 'What customers thought of conversations that the reader may see, the latest first',
  access: 'conversation.view',
  query: paging.extend({ contactId: id.optional(), conversationId: id.optional(), agentId: id.optional() }),
  view: pageOf(ratingView),
});
