import { systemActor } from '../../../core/actor.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';
import { Conversation, type ConversationRecord } from '../model.ts';

const atOnce = 100;

/** Wakes what was snoozed until now or earlier; returns how many. Two hubs may run it at once: each conversation wakes once. */
export async function wakeSnoozed(hub: ChangeTools): Promise<number> {
  const due = await Conversation.find({ status: 'snoozed', snoozedUntil: { $ne: null, $lte: hub.now() } })
    .sort({ snoozedUntil: 1 })
    .limit(atOnce)
    .lean<ConversationRecord[]>();
  const woken = await Promise.all(due.map((conversation) => wakeConversation(hub, conversation)));
  return woken.filter(Boolean).length;
}

async function wakeConversation(hub: ChangeTools, { _id, workspaceId, snoozedUntil }: ConversationRecord): Promise<boolean> {
  const woken = await changeConversation(hub, systemActor(workspaceId), {
    conversationId: _id,
    where: { status: 'snoozed', snoozedUntil },
    set: { status: 'open', snoozedUntil: null },
    fact: { type: 'conversation.woken', data: { cause: 'time' } },
    event: { type: 'woken', data: { cause: 'time' } },
  });
  return woken !== null;
}
