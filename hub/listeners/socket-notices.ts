import type { Fact } from '../api/facts.ts';
import type { ServerData } from '../api/realtime.ts';

/** A notice and whom it is for; null: every agent who may see the conversation. */
export type Addressed = ServerData<'inbox.notice'> & { agentId: string | null };

/**
 * What a fact says to agents in particular: given to them by somebody else, mentioned by somebody else, an answer by their customer, or
 * a customer's first message that nobody has. At most one of these for one agent, the nearest to them first.
 */
export function noticesOf(fact: Fact): Addressed[] {
  switch (fact.type) {
    case 'conversation.assigned': {
      const { conversation, fromAgentId, toAgentId } = fact.data;
      if (toAgentId === null || toAgentId === fromAgentId || toAgentId === fact.actor.id) return [];
      return [{ id: `assigned:${fact.id}`, kind: 'assigned', agentId: toAgentId, conversation }];
    }
    case 'message.received': {
      const { conversation, message } = fact.data;
      const notice = { conversation, message };
      if (conversation.assigneeId !== null)
        return [{ id: `reply:${message.id}`, kind: 'reply', agentId: conversation.assigneeId, ...notice }];
      return message.seq === 1 ? [{ id: `new:${conversation.id}`, kind: 'new', agentId: null, ...notice }] : [];
    }
    case 'message.noted': {
      const { conversation, message } = fact.data;
      const others = [...new Set(message.mentions ?? [])].filter((agentId) => agentId !== fact.actor.id);
      return others.map((agentId) => ({ id: `mention:${message.id}`, kind: 'mention', agentId, conversation, message }));
    }
    default:
      return [];
  }
}
