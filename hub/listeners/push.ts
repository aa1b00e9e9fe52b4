import type { FactOf } from '../api/facts.ts';
import type { Hub } from '../core/parts/hub.ts';
import { tellAgents, type IsWatching, type News } from '../push/tell-agents.ts';

type Tools = Pick<Hub, 'facts' | 'now' | 'wake'>;

/**
 * Has agents told by their browsers of what concerns them: a conversation that nobody has, one that was given to them, a mention, a
 * customer's message in theirs. It only stores what is to go out. Returns the listeners' removal.
 */
export function listenForPush(hub: Tools, { isWatching }: { isWatching: IsWatching }): () => void {
  const tell = async (news: News | null) => {
    if (news) await tellAgents(hub, isWatching, news);
  };
  const removals = [
    hub.facts.on('conversation.opened', 'push-opened', (fact) => tell(newsOfQueue(fact))),
    hub.facts.on('conversation.reopened', 'push-reopened', (fact) => tell(fact.data.cause === 'message' ? newsOfQueue(fact) : null)),
    hub.facts.on('conversation.assigned', 'push-assigned', (fact) => tell(newsOfAssignment(fact))),
    hub.facts.on('message.noted', 'push-mention', (fact) => tell(newsOfMention(fact))),
    hub.facts.on('message.received', 'push-reply', (fact) => tell(newsOfReply(fact))),
  ];
  return () => removals.forEach((remove) => remove());
}

/** A conversation that nobody has: new, or closed before and written to again. A bot's becomes the team's by being handed over. */
function newsOfQueue(fact: FactOf<'conversation.opened'> | FactOf<'conversation.reopened'>): News | null {
  const { conversation } = fact.data;
  if (conversation.assigneeId !== null || conversation.handledBy === 'bot') return null;
  return newsOf(fact, { kind: 'newConversation', source: `fact:${fact.id}`, agentIds: 'on-duty' });
}

function newsOfAssignment(fact: FactOf<'conversation.assigned'>): News | null {
  const { toAgentId } = fact.data;
  if (toAgentId === null || fact.actor.id === toAgentId) return null;
  return newsOf(fact, { kind: 'assigned', source: `fact:${fact.id}`, agentIds: [toAgentId] });
}

function newsOfMention(fact: FactOf<'message.noted'>): News | null {
  const { id, mentions = [] } = fact.data.message;
  const agentIds = mentions.filter((agentId) => agentId !== fact.actor.id);
  return newsOf(fact, { kind: 'mention', source: `message:${id}`, messageId: id, agentIds });
}

function newsOfReply(fact: FactOf<'message.received'>): News | null {
  const { conversation, message } = fact.data;
  if (conversation.assigneeId === null || message.direction !== 'in') return null;
  return newsOf(fact, { kind: 'reply', source: `message:${message.id}`, messageId: message.id, agentIds: [conversation.assigneeId] });
}

type Told = Pick<News, 'kind' | 'source' | 'agentIds'> & { messageId?: string | null };

/** Null where the contact is blocked: of those nobody is told. */
function newsOf(
  { workspaceId, at, actor, data }: Pick<FactOf<'conversation.opened'>, 'workspaceId' | 'at' | 'actor' | 'data'>,
  { messageId = null, ...told }: Told,
): News | null {
  if (data.conversation.contact.blocked) return null;
  return { ...told, workspaceId, conversationId: data.conversation.id, messageId, byName: actor.type === 'agent' ? actor.name : null, at };
}
