import type { QueryFilter } from 'mongoose';
import type { ConversationStatus } from '../../api/customers/conversations.ts';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { ObjectId } from '../../core/ids.ts';
import { searchPrefixes } from '../../core/search.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Message } from '../timeline/model.ts';
import { Conversation, type ConversationRecord } from './model.ts';
import { visibleTo } from './policy.ts';

/** What a list of conversations is narrowed by; ids are of the wire. */
export interface ConversationQuery {
  status?: ConversationStatus | undefined;
  assignee?: string | undefined;
  channel?: string | undefined;
  department?: string | undefined;
  contact?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Conversations the actor may see, newest message first: one database call a page, two with a search. */
export async function listConversations(actor: Actor, query: ConversationQuery): Promise<Page<ConversationRecord>> {
  const filter: QueryFilter<ConversationRecord> = { workspaceId: actor.workspaceId };
  if (query.status) filter.status = query.status;
  if (query.assignee) filter.assigneeId = readAssignee(actor, query.assignee);
  if (query.channel) filter.channelId = new ObjectId(query.channel);
  if (query.department) filter.departmentId = new ObjectId(query.department);
  if (query.contact) filter.contactId = new ObjectId(query.contact);
  const conditions = [filter, visibleTo(actor)];
  if (query.q) conditions.push(await matching(actor, query.q));
  return pageBy<ConversationRecord>(Conversation, {
    filter: { $and: conditions },
    sort: [
      { field: 'lastMessageAt', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    cursor: query.cursor,
    limit: query.limit,
  });
}

function readAssignee(actor: Actor, assignee: string): ObjectId | null {
  if (assignee === 'none') return null;
  if (assignee !== 'me') return new ObjectId(assignee);
  if (actor.type !== 'agent')
    throw new HubError('request.invalid', { issues: [{ path: ['query', 'assignee'], message: '`me` needs a seat; a token has none' }] });
  return actor.agentId;
}

/** Conversations by number, by the contact's name, or by what was said; the newest 200 of the last. */
async function matching(actor: Actor, text: string): Promise<QueryFilter<ConversationRecord>> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  const prefixes = searchPrefixes(text);
  if (prefixes.length === 0) return { _id: { $in: [] } };
  const allTerms = { $and: prefixes.map((prefix) => ({ terms: prefix })) };
  const said = await Message.find({ workspaceId: actor.workspaceId, ...allTerms })
    .sort({ _id: -1 })
    .limit(200)
    .select({ conversationId: 1 })
    .lean<{ conversationId: ObjectId }[]>();
  const saidIn = { _id: { $in: said.map(({ conversationId }) => conversationId) } };
  return { $or: [allTerms, saidIn, ...(number ? [{ number: Number(number) }] : [])] };
}
