import type { NotificationKind } from '../api/team/preferences.ts';
import type { Hub } from '../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../core/ids.ts';
import { Agent, type AgentRecord } from '../domain/agent/model.ts';
import { readPreferences } from '../domain/agent-preferences/preferences.ts';
import { isQuiet } from '../domain/agent-preferences/quiet-hours.ts';
import { enqueuePush, pushLifeMs } from '../domain/push/enqueue.ts';
import { PushSubscription } from '../domain/push/model.ts';
import { getWorkspace } from '../domain/workspace/get-workspace.ts';

/** Does the agent have the conversation on screen at this moment? Such an agent sees it anyway. */
export type IsWatching = (agentId: string, conversationId: string) => boolean | Promise<boolean>;

/** What happened, and who might be told; ids as on the wire. */
export interface News {
  kind: NotificationKind;
  /** Names what happened, the same each time it is told. */
  source: string;
  workspaceId: string;
  conversationId: string;
  messageId: string | null;
  /** Who did it, when that was a colleague. */
  byName: string | null;
  at: Date;
  /** Agents by id, or everybody on duty. Whether they may see the conversation is looked at when it goes out. */
  agentIds: readonly string[] | 'on-duty';
}

type Tools = Pick<Hub, 'now' | 'wake'>;

/**
 * Has those agents told who have a browser for it, want it, have no quiet time and don't look at the conversation. What is held back
 * so is not made up for. Safe to run twice; one database call where nobody has a browser for it.
 */
export async function tellAgents(hub: Tools, isWatching: IsWatching, news: News): Promise<void> {
  const now = hub.now();
  if (now.getTime() - news.at.getTime() >= pushLifeMs) return;
  const workspaceId = toObjectId(news.workspaceId);
  const browsers = await findBrowsers(workspaceId, news.agentIds);
  if (browsers.size === 0) return;

  const agents = await findAgents(workspaceId, [...browsers.keys()], news.agentIds === 'on-duty');
  const [preferences, { timeZone }] = await Promise.all([
    readPreferences(
      workspaceId,
      agents.map(({ _id }) => _id),
    ),
    getWorkspace(workspaceId),
  ]);
  for (const agent of agents) {
    const agentId = agent._id.toHexString();
    const wanted = preferences.get(agentId);
    if (!wanted?.notifications[news.kind].push || isQuiet(wanted.quietHours, agent.timeZone ?? timeZone, now)) continue;
    if (await isWatching(agentId, news.conversationId)) continue;
    await enqueuePush(hub, {
      source: news.source,
      workspaceId,
      agentId: agent._id,
      kind: news.kind,
      conversationId: toObjectId(news.conversationId),
      messageId: news.messageId === null ? null : toObjectId(news.messageId),
      byName: news.byName,
      isSilent: !wanted.sounds || !wanted.notifications[news.kind].sound,
      at: news.at,
      subscriptionIds: browsers.get(agentId) ?? [],
    });
  }
}

/** Subscriptions by agent id. */
async function findBrowsers(workspaceId: ObjectId, agentIds: News['agentIds']): Promise<Map<string, ObjectId[]>> {
  if (agentIds !== 'on-duty' && agentIds.length === 0) return new Map();
  const named = agentIds === 'on-duty' ? {} : { agentId: { $in: agentIds.map(toObjectId) } };
  const found = await PushSubscription.find({ workspaceId, ...named })
    .select({ agentId: 1 })
    .lean<{ _id: ObjectId; agentId: ObjectId }[]>();
  const browsers = new Map<string, ObjectId[]>();
  for (const { _id, agentId } of found) browsers.set(agentId.toHexString(), [...(browsers.get(agentId.toHexString()) ?? []), _id]);
  return browsers;
}

function findAgents(workspaceId: ObjectId, agentIds: string[], onDuty: boolean): Promise<AgentRecord[]> {
  const present = onDuty ? { 'duty.onDuty': true } : {};
  return Agent.find({ _id: { $in: agentIds.map(toObjectId) }, workspaceId, isActive: true, ...present })
    .lean<AgentRecord[]>()
    .exec();
}
