import { systemActor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { noteAvailability } from '../../agent/availability.ts';
import { Agent, type AgentRecord } from '../../agent/model.ts';
import { Message } from '../../timeline/model.ts';
import { Workspace, type WorkspaceRecord } from '../../workspace/model.ts';
import { settingsOf } from '../../workspace/settings.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';

export type GiveBackTools = ChangeTools & Pick<Hub, 'presence'>;

const atOnce = 100;

/** After a start, windows come back within this: before it is over nobody is known to be away. */
const startMs = 60_000;

/**
 * In every workspace that asks for it: what an agent who is away or off for too long has, and has done nothing about, goes back to its queue.
 * Returns how many conversations. For a sweep; two may run at once.
 */
export async function giveBackUntouched(hub: GiveBackTools): Promise<number> {
  const workspaces = await Workspace.find({ 'settings.giveBackAfterMinutes': { $gt: 0 } }).lean<WorkspaceRecord[]>();
  let given = 0;
  for (const workspace of workspaces) {
    const minutes = settingsOf(workspace).giveBackAfterMinutes;
    if (minutes !== null) given += await giveBackIn(hub, workspace._id, new Date(hub.now().getTime() - minutes * 60_000));
  }
  return given;
}

async function giveBackIn(hub: GiveBackTools, workspaceId: ObjectId, before: Date): Promise<number> {
  const agents = await Agent.find({ workspaceId, isActive: true }).lean<AgentRecord[]>();
  let given = 0;
  for (const agent of agents) {
    const awaySince = await noteAvailability(hub, agent);
    if (awaySince === null || awaySince > before || !isKnownToBeAway(hub, agent)) continue;
    given += await giveBackOf(hub, agent, before);
  }
  return given;
}

function isKnownToBeAway(hub: Pick<Hub, 'presence' | 'now'>, agent: AgentRecord): boolean {
  return !agent.duty.onDuty || hub.now().getTime() - hub.presence.sinceOf(agent).getTime() >= startMs;
}

async function giveBackOf(hub: GiveBackTools, { _id: agentId, workspaceId }: AgentRecord, before: Date): Promise<number> {
  let given = 0;
  let after: ObjectId | null = null;
  for (;;) {
    const found: ConversationRecord[] = await Conversation.find({
      workspaceId,
      status: 'open',
      assigneeId: agentId,
      assignedAt: { $lte: before },
      ...(after && { _id: { $gt: after } }),
    })
      .sort({ _id: 1 })
      .limit(atOnce)
      .lean<ConversationRecord[]>();
    for (const conversation of found) {
      if (!(await isTouched(conversation, agentId)) && (await giveBack(hub, conversation, agentId))) given += 1;
    }
    after = found.at(-1)?._id ?? null;
    if (found.length < atOnce) return given;
  }
}

/** The agent answered or noted something since it was theirs, or it became theirs by the answer that the customer has. */
async function isTouched({ _id, assignedAt, lastReply, waitingSince }: ConversationRecord, agentId: ObjectId): Promise<boolean> {
  if (waitingSince === null && lastReply?.by?.equals(agentId)) return true;
  const since = { $gte: assignedAt ?? new Date(0) };
  // Nothing is changed before it is written: the bound on `updatedAt` is the index's.
  const own = await Message.exists({
    conversationId: _id,
    updatedAt: since,
    createdAt: since,
    direction: 'out',
    kind: { $in: ['text', 'note'] },
    'author.type': 'agent',
    'author.id': agentId,
  });
  return own !== null;
}

async function giveBack(hub: GiveBackTools, conversation: ConversationRecord, agentId: ObjectId): Promise<boolean> {
  const { _id, workspaceId, departmentId, assignedAt, lastReply } = conversation;
  const data = { fromAgentId: agentId.toHexString(), toAgentId: null, departmentId: departmentId?.toHexString() ?? null, by: 'away' };
  const given = await changeConversation(hub, systemActor(workspaceId), {
    conversationId: _id,
    // An answer written at this moment keeps it.
    where: { status: 'open', assigneeId: agentId, assignedAt, 'lastReply.seq': lastReply?.seq ?? null },
    set: { assigneeId: null, assignedAt: null },
    fact: { type: 'conversation.assigned', data },
    event: { type: 'assigned', data },
  });
  return given !== null;
}
