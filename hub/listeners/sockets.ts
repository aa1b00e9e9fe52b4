import type { Fact, FactOf, FactType } from '../api/facts.ts';
import type { MessageView } from '../api/customers/messages.ts';
import { toObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { Realtime } from '../core/parts/realtime.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { presentConversation } from '../domain/conversation/present.ts';
import { timelineEventId } from '../domain/conversation/recording/timeline-event.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { presentMessage } from '../domain/timeline/present.ts';
import { noticesOf } from './socket-notices.ts';

type SocketHub = Pick<Hub, 'facts' | 'secrets' | 'now' | 'baseUrl'>;

/** What moves a conversation's head; the timeline may have a line about it. */
const headFacts = [
  'conversation.opened',
  'conversation.assigned',
  'conversation.snoozed',
  'conversation.woken',
  'conversation.closed',
  'conversation.reopened',
  'conversation.changed',
] as const satisfies readonly FactType[];
const messageFacts = ['message.received', 'message.sent', 'message.noted', 'message.changed'] as const satisfies readonly FactType[];
const contactFacts = ['contact.created', 'contact.changed', 'contact.merged', 'contact.erased'] as const satisfies readonly FactType[];

/** A contact's conversations on lists that may show its old name; more are read again by who opens them. */
const mostHeads = 20;

/** Shows what happened to whoever is connected. Returns the listeners' removal. */
export function listenForSockets(hub: SocketHub, realtime: Realtime): () => void {
  const removals = [
    hub.facts.on(headFacts, 'sockets-heads', (fact) => showHead(hub, realtime, fact as HeadFact)), // the bus hands over facts of the types asked for
    hub.facts.on(messageFacts, 'sockets-messages', (fact) => showMessage(realtime, fact as MessageFact)),
    hub.facts.on(contactFacts, 'sockets-contacts', (fact) => showContact(hub, realtime, fact as ContactFact)),
    hub.facts.on('channel.changed', 'sockets-channels', ({ workspaceId, data }) =>
      realtime.tellChanged(workspaceId, 'channels', data.channelId),
    ),
    hub.facts.on('tag.changed', 'sockets-tags', ({ workspaceId, data }) => realtime.tellChanged(workspaceId, 'tags', data.tagId)),
    hub.facts.on('settings.changed', 'sockets-settings', ({ workspaceId, data }) => realtime.tellChanged(workspaceId, data.noun, data.id)),
    hub.facts.on('agent.changed', 'sockets-agents', async ({ workspaceId, data }) => {
      realtime.tellChanged(workspaceId, 'agents', data.agentId);
      await realtime.recheckSeat(workspaceId, data.agentId);
    }),
  ];
  return () => removals.forEach((remove) => remove());
}

type HeadFact = Extract<Fact, { type: (typeof headFacts)[number] }>;
type MessageFact = Extract<Fact, { type: (typeof messageFacts)[number] }>;
type ContactFact = Extract<Fact, { type: (typeof contactFacts)[number] }>;

async function showHead(hub: SocketHub, realtime: Realtime, fact: HeadFact): Promise<void> {
  const { workspaceId, type, data } = fact;
  if (!realtime.hasAudience(workspaceId)) return;
  if (type === 'conversation.assigned') realtime.moveHead(workspaceId, data.conversation);
  else realtime.showHead(workspaceId, data.conversation);
  tellNotices(realtime, fact);
  if (!realtime.isWatched(data.conversation.id)) return;
  const line = await Message.findOne({ _id: timelineEventId(data.conversation.id, fact.id) }).lean<MessageRecord>();
  if (line) realtime.showMessage(presentMessage(hub, line));
}

/** What can't change a head: how far a message has got, and reactions. */
const beneathHead: readonly FactOf<'message.changed'>['data']['change'][] = ['delivery', 'reactions'];

function showMessage(realtime: Realtime, fact: MessageFact): void {
  const { workspaceId, type, data, actor } = fact;
  if (!realtime.hasAudience(workspaceId)) return;
  if (type !== 'message.changed' || !beneathHead.includes(data.change)) realtime.showHead(workspaceId, data.conversation);
  realtime.showMessage(data.message);
  if (isAgentsOwn(type, data.message) && actor.id !== null) realtime.noteWork(data.conversation.id, { id: actor.id, name: actor.name });
  tellNotices(realtime, fact);
}

function isAgentsOwn(type: MessageFact['type'], { author }: MessageView): boolean {
  return type !== 'message.changed' && author.type === 'agent';
}

function tellNotices(realtime: Realtime, fact: HeadFact | MessageFact): void {
  for (const { agentId, ...notice } of noticesOf(fact)) realtime.notify(fact.workspaceId, agentId, notice);
}

/** Heads bear the contact's name and picture. */
async function showContact(hub: SocketHub, realtime: Realtime, { workspaceId, type, data }: ContactFact): Promise<void> {
  if (!realtime.hasAudience(workspaceId)) return;
  realtime.tellChanged(workspaceId, 'contacts', data.contactId);
  if (type === 'contact.created') return;
  if (type === 'contact.erased') return data.conversationIds.forEach((id) => realtime.endHead(workspaceId, id));
  const conversations = await Conversation.find({ workspaceId: toObjectId(workspaceId), contactId: toObjectId(data.contactId) })
    .sort({ lastMessageAt: -1 })
    .limit(mostHeads)
    .lean<ConversationRecord[]>();
  for (const conversation of conversations) realtime.showHead(workspaceId, presentConversation(hub, conversation));
}
