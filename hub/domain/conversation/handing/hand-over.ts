import type { QueryFilter } from 'mongoose';
import type { Actor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';

const atOnce = 100;

/** Gives all that an agent has to a colleague, or back to the queue with null; each change is on its timeline. Safe to run twice. */
export async function reassignConversations(hub: ChangeTools, actor: Actor, from: ObjectId, to: ObjectId | null): Promise<void> {
  await changeEach(hub, actor, { assigneeId: from }, (conversation) => ({
    set: { assigneeId: to, assignedAt: to ? hub.now() : null },
    data: {
      fromAgentId: from.toHexString(),
      toAgentId: to?.toHexString() ?? null,
      departmentId: conversation.departmentId?.toHexString() ?? null,
    },
  }));
}

/** Puts a department's conversations back into the common queue. Safe to run twice. */
export async function releaseDepartment(hub: ChangeTools, actor: Actor, departmentId: ObjectId): Promise<void> {
  await changeEach(hub, actor, { departmentId }, ({ assigneeId }) => ({
    set: { departmentId: null },
    data: { fromAgentId: assigneeId?.toHexString() ?? null, toAgentId: assigneeId?.toHexString() ?? null, departmentId: null },
  }));
}

async function changeEach(
  hub: ChangeTools,
  actor: Actor,
  where: QueryFilter<ConversationRecord>,
  changeOf: (conversation: ConversationRecord) => { set: Partial<ConversationRecord>; data: Record<string, unknown> },
): Promise<void> {
  for (;;) {
    const found = await Conversation.find({ ...where, workspaceId: actor.workspaceId })
      .limit(atOnce)
      .lean<ConversationRecord[]>();
    if (found.length === 0) return;
    for (const conversation of found) {
      const { set, data } = changeOf(conversation);
      await changeConversation(hub, actor, {
        conversationId: conversation._id,
        where,
        set,
        fact: { type: 'conversation.assigned', data },
        event: { type: 'assigned', data },
      });
    }
  }
}
