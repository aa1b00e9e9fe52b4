import type { ConversationSort } from '../../../api/customers/conversations.ts';
import type { Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { pageBy, type Page, type PageRequest } from '../../../database/keyset.ts';
import { conditionOf, type GivenFilters } from './condition.ts';
import { Conversation, type ConversationRecord } from '../model.ts';

/** What a list of conversations is narrowed by, its order and its page. */
export interface ConversationQuery extends GivenFilters {
  sort?: ConversationSort | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

const orders: Record<ConversationSort, PageRequest<ConversationRecord>['sort']> = {
  newest: [
    { field: 'lastMessageAt', direction: -1, type: 'date' },
    { field: '_id', direction: -1, type: 'id' },
  ],
  // A date's range holds no null, so that whoever does not wait is left out.
  waiting: [
    { field: 'waitingSince', direction: 1, type: 'date' },
    { field: '_id', direction: 1, type: 'id' },
  ],
};

/** Conversations the actor may see, newest message first or longest waiting first: one database call a page, two with a search. */
export async function listConversations(
  hub: Pick<Hub, 'now'>,
  actor: Actor,
  { sort = 'newest', cursor, limit, ...filters }: ConversationQuery,
): Promise<Page<ConversationRecord>> {
  const filter = await conditionOf(hub, actor, filters);
  return pageBy<ConversationRecord>(Conversation, { filter, sort: orders[sort], cursor, limit });
}
