import type { QueryFilter } from 'mongoose';
import type { Actor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';

const atOnce = 100;

/**
 * Gives all that an agent has to a colleague, or back to the queue with null. Each change of what is not closed is on its timeline; what is
 * closed moves silently, so that nobody who is gone has it when the customer writes again. Safe to run twice.
 */
export async function reassignConversations(hub: ChangeTools, actor: Actor, from: ObjectId, to: ObjectId | null): Promise<void> {
  const set = () => ({ assigneeId: to, assignedAt: to ? hub.now() : null });
  await changeEach(
    hub,
    actor,
    { assigneeId: from },
    {
      set,
      dataOf: ({ departmentId }) => ({
        fromAgentId: from.toHexString(),
        toAgentId: to?.toHexString() ?? null,
        departmentId: departmentId?.toHexString() ?? null,
      }),
    },
  );
}

/** Puts a department's conversations back into the common queue, closed ones silently. Safe to run twice. */
export async function releaseDepartment(hub: ChangeTools, actor: Actor, departmentId: ObjectId): Promise<void> {
  await changeEach(
    hub,
    actor,
    { departmentId },
    {
      set: () => ({ departmentId: null }),
      dataOf: ({ assigneeId }) => ({
        fromAgentId: assigneeId?.toHexString() ?? null,
        toAgentId: assigneeId?.toHexString() ?? null,
        departmentId: null,
      }),
    },
  );
}

interface Change {
  set: () => Partial<Pick<ConversationRecord, 'assigneeId' | 'assignedAt' | 'departmentId'>>;
  dataOf: (conversation: ConversationRecord) => Record<string, unknown>;
}

/** Until none is left: one that is closed or opened meanwhile is met the next time round. */
async function changeEach(hub: ChangeTools, actor: Actor, where: QueryFilter<ConversationRecord>, { set, dataOf }: Change): Promise<void> {
  const ofWorkspace = { ...where, workspaceId: actor.workspaceId };
  const unclosed = { ...where, status: { $ne: 'closed' as const } };
  while (await Conversation.exists(ofWorkspace)) {
    const found = await Conversation.find({ ...ofWorkspace, status: { $in: ['open', 'snoozed'] } })
      .limit(atOnce)
      .lean<ConversationRecord[]>();
    for (const conversation of found) {
      const data = dataOf(conversation);
      await changeConversation(hub, everywhere(actor), {
        conversationId: conversation._id,
        where: unclosed,
        set: set(),
        fact: { type: 'conversation.assigned', data },
        event: { type: 'assigned', data },
      });
    }
    if (found.length === atOnce) continue;
    await Conversation.updateMany({ ...ofWorkspace, status: 'closed' }, { $set: { ...set(), changedAt: hub.now() }, $inc: { rev: 1 } });
  }
}

/** Who may close a seat or a department moves all that hangs on it, also what they don't see. */
function everywhere(actor: Actor): Actor {
  return actor.type === 'agent' ? { ...actor, scope: 'all' } : actor;
}
