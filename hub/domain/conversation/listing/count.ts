import type { PipelineStage, QueryFilter } from 'mongoose';
import type { z } from 'zod';
import type { countConversations as endpoint } from '../../../api/customers/conversations.ts';
import type { CappedCount } from '../../../api/fields.ts';
import type { Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { visibleTo } from '../policy.ts';
import { conditionOf, type GivenFilters } from './condition.ts';

type Counts = z.infer<NonNullable<(typeof endpoint)['view']>>;
type Filter = QueryFilter<ConversationRecord>;

/** Where counting ends: one more than is told. */
const cap = 100;

/** How many conversations a list with these filters holds, capped; one database call, two with `q`. */
export async function countListed(hub: Pick<Hub, 'now'>, actor: Actor, filters: GivenFilters): Promise<CappedCount> {
  return capped(await Conversation.countDocuments(await conditionOf(hub, actor, filters), { limit: cap }));
}

/** The inbox's tabs, each with its unread ones, in one database call that reads at most 100 entries for each number. */
export async function countTabs(actor: Actor): Promise<Counts> {
  const open: Filter = { workspaceId: actor.workspaceId, status: 'open' };
  const tabs: Record<string, Filter> = {
    unassigned: { ...open, assigneeId: null },
    all: open,
    ...(actor.type === 'agent' && { mine: { ...open, assigneeId: actor.agentId }, mentions: { ...open, mentions: actor.agentId } }),
  };
  const counted: Record<string, Filter> = {
    ...tabs,
    ...Object.fromEntries(Object.entries(tabs).map(([name, filter]) => [`${name}.unread`, { ...filter, unread: { $gt: 0 } }])),
    snoozed: { workspaceId: actor.workspaceId, status: 'snoozed' },
  };
  const found = await countEach(actor, counted);
  const tab = (name: string) => ({ ...capped(found.get(name)), unread: capped(found.get(`${name}.unread`)) });
  return {
    mine: tab('mine'),
    unassigned: tab('unassigned'),
    all: tab('all'),
    snoozed: capped(found.get('snoozed')),
    mentions: tab('mentions'),
  };
}

/** A union and not `$facet`, whose branches can't use indexes. */
async function countEach(actor: Actor, filters: Record<string, Filter>): Promise<ReadonlyMap<string, number>> {
  const branches = Object.entries(filters).map(([name, filter]): (PipelineStage.Match | PipelineStage.Limit | PipelineStage.Group)[] => [
    { $match: { ...filter, ...visibleTo(actor) } },
    { $limit: cap },
    { $group: { _id: name, count: { $sum: 1 } } },
  ]);
  const [first = [], ...others] = branches;
  const unions = others.map((pipeline) => ({ $unionWith: { coll: Conversation.collection.collectionName, pipeline } }));
  const counts = await Conversation.aggregate<{ _id: string; count: number }>([...first, ...unions]);
  return new Map(counts.map(({ _id, count }) => [_id, count]));
}

function capped(found = 0): CappedCount {
  return { count: Math.min(found, cap - 1), isCapped: found >= cap };
}
