import type { QueryFilter } from 'mongoose';
import { authorize, type Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { ObjectId } from '../../../core/ids.ts';
import { Agent, type AgentRecord } from '../../agent/model.ts';
import { Department } from '../../department/model.ts';
import { getConversation } from '../get.ts';
import type { ConversationRecord } from '../model.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';
import { sendMessage } from '../sending/send-message.ts';

interface Assignment {
  conversationId: string;
  agentId: string | null;
  /** Undefined leaves the department as it is. */
  departmentId?: string | null | undefined;
  /** Who has it as far as the caller knows; undefined: whoever. */
  expectedAssigneeId?: string | null | undefined;
  note?: string | undefined;
}

/** So long who gave a conversation away may have it back without a permission: an undo. */
const undoWithinMs = 60_000;

/**
 * Gives a conversation to an agent or a department, or puts it back in the queue: a compare-and-set on who has it now. What a colleague has is
 * moved only by who may take over, as `takeConversation` has it. Throws permission.missing, conversation.closed, conversation.taken with who
 * was faster, agent.unknown, department.unknown.
 */
export async function assignConversation(
  hub: ChangeTools & Parameters<typeof sendMessage>[0],
  actor: Actor,
  assignment: Assignment,
): Promise<ConversationRecord> {
  authorize(actor, 'conversation.assign');
  const { conversationId, note } = assignment;
  const current = await getConversation(actor, conversationId);
  const { agentId, departmentId } = await readTarget(actor, assignment);
  const expected = assignment.expectedAssigneeId === undefined ? current.assigneeId : toId(assignment.expectedAssigneeId);
  const isMoved = expected !== null && !(agentId && expected.equals(agentId));
  if (isMoved && !isOwn(actor, expected) && !isUndo(hub, actor, current)) authorize(actor, 'conversation.take-over');
  if (note !== undefined) {
    // The note comes first: whoever gets the conversation finds it there.
    await sendMessage(hub, actor, conversationId, { kind: 'note', text: note, format: 'plain', attachments: [], force: true });
  }
  return give(hub, actor, current, { assigneeId: expected }, { agentId, departmentId });
}

/** Takes a conversation that nobody has; `takeOver` takes it from a colleague, which needs a permission. Taking one's own again changes nothing. */
export async function takeConversation(
  hub: ChangeTools,
  actor: Actor,
  { conversationId, takeOver = false }: { conversationId: string; takeOver?: boolean | undefined },
): Promise<ConversationRecord> {
  authorize(actor, 'conversation.assign');
  if (actor.type !== 'agent') throw new HubError('permission.missing', { reason: 'only an agent can take a conversation' });
  const current = await getConversation(actor, conversationId);
  if (current.assigneeId?.equals(actor.agentId) && current.status !== 'closed') return current;
  const mayTakeFrom = takeOver && current.assigneeId !== null;
  if (mayTakeFrom) authorize(actor, 'conversation.take-over');
  return give(
    hub,
    actor,
    current,
    { assigneeId: mayTakeFrom ? current.assigneeId : null },
    { agentId: actor.agentId, departmentId: undefined },
  );
}

function isOwn(actor: Actor, assigneeId: ObjectId): boolean {
  return actor.type === 'agent' && assigneeId.equals(actor.agentId);
}

/** True while the actor gave it to who has it, a moment ago. */
function isUndo({ now }: Pick<ChangeTools, 'now'>, actor: Actor, { given, assigneeId, assignedAt }: ConversationRecord): boolean {
  if (actor.type !== 'agent' || !given?.by.equals(actor.agentId) || !assigneeId || !assignedAt) return false;
  return given.to?.equals(assigneeId) === true && now().getTime() - assignedAt.getTime() < undoWithinMs;
}

async function give(
  hub: ChangeTools,
  actor: Actor,
  current: ConversationRecord,
  expected: Pick<ConversationRecord, 'assigneeId'>,
  to: { agentId: ObjectId | null; departmentId: ObjectId | null | undefined },
): Promise<ConversationRecord> {
  const departmentId = to.departmentId === undefined ? current.departmentId : to.departmentId;
  const data = { fromAgentId: hex(expected.assigneeId), toAgentId: hex(to.agentId), departmentId: hex(departmentId) };
  const where: QueryFilter<ConversationRecord> = { status: { $ne: 'closed' }, assigneeId: expected.assigneeId };
  const given = await changeConversation(hub, actor, {
    conversationId: current._id,
    where,
    set: {
      assigneeId: to.agentId,
      departmentId,
      assignedAt: to.agentId ? hub.now() : null,
      given: actor.type === 'agent' ? { by: actor.agentId, to: to.agentId } : null,
    },
    fact: { type: 'conversation.assigned', data },
    event: { type: 'assigned', data },
  });
  return given ?? explainRefusal(actor, current._id, to.agentId);
}

/** Closed, or somebody was faster: says who and since when. The wanted state, reached by somebody else, is no refusal. */
async function explainRefusal(actor: Actor, conversationId: ObjectId, wanted: ObjectId | null): Promise<ConversationRecord> {
  const now = await getConversation(actor, conversationId);
  if (now.status === 'closed') throw new HubError('conversation.closed', { conversationId: conversationId.toHexString() });
  if (wanted ? now.assigneeId?.equals(wanted) : now.assigneeId === null) return now;
  throw new HubError('conversation.taken', {
    assigneeId: hex(now.assigneeId),
    assigneeName: now.assigneeId ? await nameOf(actor, now.assigneeId) : null,
    since: now.assignedAt?.toISOString() ?? null,
  });
}

async function readTarget(actor: Actor, { agentId, departmentId }: Assignment) {
  if (agentId !== null && !(await Agent.exists({ _id: new ObjectId(agentId), workspaceId: actor.workspaceId, isActive: true }))) {
    throw new HubError('agent.unknown', { agentId });
  }
  if (departmentId && !(await Department.exists({ _id: new ObjectId(departmentId), workspaceId: actor.workspaceId }))) {
    throw new HubError('department.unknown', { departmentId });
  }
  return { agentId: toId(agentId), departmentId: departmentId === undefined ? undefined : toId(departmentId) };
}

async function nameOf(actor: Actor, agentId: ObjectId): Promise<string | null> {
  const agent = await Agent.findOne({ _id: agentId, workspaceId: actor.workspaceId })
    .select({ displayName: 1 })
    .lean<Pick<AgentRecord, 'displayName'>>();
  return agent?.displayName ?? null;
}

function toId(id: string | null): ObjectId | null {
  return id === null ? null : new ObjectId(id);
}

function hex(id: ObjectId | null | undefined): string | null {
  return id?.toHexString() ?? null;
}
