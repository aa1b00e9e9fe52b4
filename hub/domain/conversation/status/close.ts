import { authorize, type Actor } from '../../../core/actor.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';
import { getConversation } from '../get.ts';
import type { ConversationRecord } from '../model.ts';

/** Closes a conversation; closing a closed one changes nothing. */
export async function closeConversation(hub: ChangeTools, actor: Actor, conversationId: string): Promise<ConversationRecord> {
  authorize(actor, 'conversation.close');
  const { waitingSince } = await getConversation(actor, conversationId);
  const closed = await changeConversation(hub, actor, {
    conversationId,
    where: { status: { $ne: 'closed' } },
    set: { status: 'closed', closedAt: hub.now(), snoozedUntil: null, unread: 0, waitingSince: null, waitedSince: waitingSince },
    fact: { type: 'conversation.closed', data: {} },
    event: { type: 'closed', data: {} },
  });
  return closed ?? getConversation(actor, conversationId);
}

const undoMs = 60_000;

/** Opens a closed or snoozed conversation again; an open one stays as it is. Within a minute of the closing the customer waits on as if nothing had been. */
export async function reopenConversation(hub: ChangeTools, actor: Actor, conversationId: string): Promise<ConversationRecord> {
  authorize(actor, 'conversation.close');
  const { closedAt, waitedSince } = await getConversation(actor, conversationId);
  const isUndo = closedAt !== null && hub.now().getTime() - closedAt.getTime() <= undoMs;
  const reopened = await changeConversation(hub, actor, {
    conversationId,
    where: { status: { $ne: 'open' }, closedAt },
    set: { status: 'open', closedAt: null, snoozedUntil: null, ...(isUndo && waitedSince && { waitingSince: waitedSince }) },
    fact: { type: 'conversation.reopened', data: { cause: 'agent' } },
    event: { type: 'reopened', data: { cause: 'agent' } },
  });
  return reopened ?? getConversation(actor, conversationId);
}
