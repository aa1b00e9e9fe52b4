import { systemActor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { withLease } from '../../../database/lease.ts';
import { Agent, type AgentRecord } from '../../agent/model.ts';
import { Conversation } from '../model.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';
import { lineUp, type Line } from './line.ts';
import { listQueues, type Queue } from './queues.ts';
import { findWhoPutBack, listWaiting, waitingAtOnce, waitingIn, type Waiting } from './waiting.ts';

export type HandOutTools = ChangeTools & Pick<Hub, 'presence'>;

/** Who hands out, for the lease, and until when. */
export interface HandOutTerms {
  /** A name of its own for each process. */
  holder: string;
  signal?: AbortSignal | undefined;
}

/** A hub that died while it handed out holds the others up for so long. */
const leaseMs = 10_000;

/**
 * Hands out what nobody has in the queues of a workspace that do so by themselves, to agents who are available and below their limit. One
 * process at a time does it for a workspace, so that limits hold and turns are fair; each conversation is given by the same compare-and-set
 * as every other, so that whoever takes one meanwhile keeps it. Returns how many were handed out; running it twice hands out nothing twice.
 */
export async function handOut(hub: HandOutTools, workspaceId: ObjectId, { holder, signal }: HandOutTerms): Promise<number> {
  const queues = await listQueues(workspaceId);
  const isNeeded = await Promise.all(queues.map((queue) => Conversation.exists(waitingIn(hub, workspaceId, queue))));
  const waiting = queues.filter((_, index) => isNeeded[index]);
  if (waiting.length === 0) return 0;
  const name = `handing:${workspaceId.toHexString()}`;
  return withLease(name, { holder, ttlMs: leaseMs, now: hub.now, signal }, async (lease) => {
    const line = await lineUp(hub, workspaceId);
    const isOver = () => lease.signal.aborted || signal?.aborted === true;
    let handed = 0;
    for (const queue of waiting) handed += await empty(hub, workspaceId, { queue, line, isOver });
    return handed;
  });
}

interface Pass {
  queue: Queue;
  line: Line;
  isOver: () => boolean;
}

async function empty(hub: HandOutTools, workspaceId: ObjectId, pass: Pass): Promise<number> {
  let handed = 0;
  for (;;) {
    const conversations = await listWaiting(hub, workspaceId, pass.queue);
    const outcome = await handEach(hub, workspaceId, conversations, pass);
    handed += outcome.handed;
    if (outcome.isEnough || outcome.handed === 0 || conversations.length < waitingAtOnce) return handed;
  }
}

async function handEach(
  hub: HandOutTools,
  workspaceId: ObjectId,
  conversations: readonly Waiting[],
  { queue, line, isOver }: Pass,
): Promise<{ handed: number; isEnough: boolean }> {
  let handed = 0;
  for (const conversation of conversations) {
    if (isOver() || !(await line.next(queue, null))) return { handed, isEnough: true };
    const agent = await line.next(queue, await findWhoPutBack(conversation));
    if (agent && (await give(hub, workspaceId, { conversation, agent, queue, line }))) handed += 1;
  }
  return { handed, isEnough: false };
}

async function give(
  hub: HandOutTools,
  workspaceId: ObjectId,
  { conversation, agent, queue, line }: { conversation: Waiting; agent: AgentRecord; queue: Queue; line: Line },
): Promise<boolean> {
  const { _id: conversationId, departmentId } = conversation;
  const isGiven = await move(hub, workspaceId, { conversationId, departmentId, from: null, to: agent._id, by: queue.mode });
  if (!isGiven) return false;
  const handedAt = line.gave(agent._id);
  const { matchedCount } = await Agent.updateOne({ _id: agent._id, workspaceId, isActive: true }, { $set: { handedAt } });
  if (matchedCount === 1) return true;

  // The seat was closed meanwhile, and its conversations may have been handed on before this one came.
  line.leave(agent._id);
  await move(hub, workspaceId, { conversationId, departmentId, from: agent._id, to: null, by: 'away' });
  return false;
}

interface Move {
  conversationId: ObjectId;
  departmentId: ObjectId | null;
  from: ObjectId | null;
  to: ObjectId | null;
  by: Queue['mode'] | 'away';
}

async function move(hub: HandOutTools, workspaceId: ObjectId, { conversationId, departmentId, from, to, by }: Move): Promise<boolean> {
  const data = {
    fromAgentId: from?.toHexString() ?? null,
    toAgentId: to?.toHexString() ?? null,
    departmentId: departmentId?.toHexString() ?? null,
    by,
  };
  const moved = await changeConversation(hub, systemActor(workspaceId), {
    conversationId,
    where: { status: 'open', assigneeId: from, departmentId },
    set: { assigneeId: to, assignedAt: to ? hub.now() : null },
    fact: { type: 'conversation.assigned', data },
    event: { type: 'assigned', data },
  });
  return moved !== null;
}
