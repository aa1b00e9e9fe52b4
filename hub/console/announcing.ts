import type { Desk } from '../../bots/console/desk.ts';
import type { Fact, FactOf } from '../api/facts.ts';
import { ObjectId } from '../core/ids.ts';
import { raiseAlert, settleAlert } from '../domain/console/alerts.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { presentConversation } from '../domain/conversation/present.ts';
import type { DeskTools } from './desk/tools.ts';

/** As many of the waiting conversations are shown at once to who was not told of them yet; the rest is in the queue. */
const atOnce = 30;

/**
 * Announces open conversations anew: those nobody has and, with an agent, that agent's, the longest waiting first. Who has a card
 * already sees nothing of it; who has none (a new audience, a console connected later) gets one.
 */
export async function announceOpen(
  { hub, workspaceId }: Pick<DeskTools, 'hub' | 'workspaceId'>,
  announce: (fact: Fact) => Promise<void>,
  ofAgentId?: string,
): Promise<void> {
  const assigneeIds = [null, ...(ofAgentId === undefined ? [] : [new ObjectId(ofAgentId)])];
  const waiting = await Conversation.find({ workspaceId, status: 'open', assigneeId: { $in: assigneeIds } })
    .sort({ lastMessageAt: 1, _id: 1 })
    .limit(atOnce)
    .lean<ConversationRecord[]>();
  for (const conversation of waiting) {
    await announce({
      id: new ObjectId().toHexString(),
      type: 'conversation.opened',
      workspaceId: workspaceId.toHexString(),
      at: hub.now(),
      actor: { type: 'system', id: null, name: 'Hubbub' },
      data: { conversation: presentConversation(hub, conversation) },
    });
  }
}

type NewToTheTeam = FactOf<'conversation.opened'> | FactOf<'conversation.reopened'> | FactOf<'conversation.woken'>;

/** True when somebody should hear of the conversation now. */
export function isNewToTheTeam(fact: Fact): fact is NewToTheTeam {
  return fact.type === 'conversation.opened' || fact.type === 'conversation.reopened' || fact.type === 'conversation.woken';
}

/** Puts it on the admin's list when a conversation waits that nobody on duty, or nobody at all, was told of; takes it off when somebody was. */
export async function raiseWhenNobodyHears(
  { hub, workspaceId }: Pick<DeskTools, 'hub' | 'workspaceId'>,
  desk: Desk,
  conversationId: string,
): Promise<void> {
  const { agents, group, isNobodyOnDuty } = await desk.conversations.recipients(conversationId);
  if (!isNobodyOnDuty) {
    await settleAlert(hub, workspaceId, 'nobody-on-duty');
    return settleAlert(hub, workspaceId, 'nobody-reachable');
  }
  const isHeard = agents.length > 0 || group !== null;
  await raiseAlert(hub, workspaceId, { kind: isHeard ? 'nobody-on-duty' : 'nobody-reachable', detail: conversationId });
}
