import type { FactOf } from '../../../api/facts.ts';
import { can } from '../../../core/actor.ts';
import { toObjectId } from '../../../core/ids.ts';
import { toActor } from '../../agent/find-agent-actor.ts';
import { Agent, type AgentRecord } from '../../agent/model.ts';
import { getWorkspace } from '../../workspace/get-workspace.ts';
import { settingsOf } from '../../workspace/settings.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';

/** Gives a conversation that nobody has to the agent who just answered it, where the workspace wants that; safe to run twice. */
export async function takeByReply(hub: ChangeTools, { workspaceId, data }: FactOf<'message.sent'>): Promise<void> {
  const { conversation, message } = data;
  if (conversation.assigneeId !== null || message.author.type !== 'agent' || message.author.id === null) return;
  const { autoAssignOnReply } = settingsOf(await getWorkspace(toObjectId(workspaceId)));
  if (!autoAssignOnReply) return;
  const seat = await Agent.findOne({
    _id: toObjectId(message.author.id),
    workspaceId: toObjectId(workspaceId),
    isActive: true,
  }).lean<AgentRecord | null>();
  if (!seat) return;
  const actor = toActor(seat);
  if (!can(actor, 'conversation.assign')) return;

  const assigned = { fromAgentId: null, toAgentId: message.author.id, departmentId: conversation.departmentId, by: 'reply' };
  await changeConversation(hub, actor, {
    conversationId: conversation.id,
    // Told late, after others have answered or it was put back, it changes nothing.
    where: { status: { $ne: 'closed' }, assigneeId: null, 'lastReply.seq': message.seq },
    set: { assigneeId: seat._id, assignedAt: hub.now() },
    fact: { type: 'conversation.assigned', data: assigned },
    event: { type: 'assigned', data: assigned },
  });
}
