import type { QueryFilter } from 'mongoose';
import type { ConversationFilters } from '../../../api/customers/conversations.ts';
import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import type { ConversationRecord } from '../model.ts';
import { visibleTo } from '../policy.ts';
import { matching } from './matching.ts';

/** The filters as a handler has them: absent and undefined are one. */
export type GivenFilters = { [Name in keyof ConversationFilters]?: ConversationFilters[Name] | undefined };

/** What must hold of a conversation to be on a list: the filters, and the actor's sight. One database call with `q`, none without. */
export async function conditionOf(hub: Pick<Hub, 'now'>, actor: Actor, filters: GivenFilters): Promise<QueryFilter<ConversationRecord>> {
  const { status, assignee, channel, department, contact, tag, priority, unread, waiting, mentioned, q } = filters;
  const filter: QueryFilter<ConversationRecord> = {
    workspaceId: actor.workspaceId,
    ...(status && { status }),
    ...(assignee && {
      assigneeId: assignee === 'none' ? null : assignee === 'me' ? requireSeat(actor, 'assignee') : new ObjectId(assignee),
    }),
    ...(channel && { channelId: new ObjectId(channel) }),
    ...(department && { departmentId: new ObjectId(department) }),
    ...(contact && { contactId: new ObjectId(contact) }),
    ...(tag && { tags: tag }),
    ...(priority && { priority }),
    ...(unread && { unread: { $gt: 0 } }),
    ...(waiting !== undefined && { waitingSince: { $gt: new Date(0), $lte: new Date(hub.now().getTime() - waiting * 60_000) } }),
    ...(mentioned && { mentions: requireSeat(actor, 'mentioned') }),
  };
  // One flat condition, in which the actor's sight wins: said twice, the workspace makes DocumentDB take the wrong index.
  return { ...filter, ...visibleTo(actor), ...(q && { $and: [await matching(actor, q)] }) };
}

function requireSeat(actor: Actor, parameter: string): ObjectId {
  if (actor.type === 'agent') return actor.agentId;
  throw new HubError('request.invalid', { issues: [{ path: ['query', parameter], message: '`me` needs a seat; a token has none' }] });
}
