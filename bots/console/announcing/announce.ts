import type { Fact } from '../../../hub/api/facts.ts';
import type { MessageView } from '../../../hub/api/customers/messages.ts';
import { sendPriority, type NewSend, type SendKind } from '../desk-records.ts';
import type { Recipients } from '../desk-views.ts';
import { planChannelNews } from '../channels/announce-channel.ts';
import { isFlood } from './flood.ts';
import type { Parts } from '../parts.ts';

/** A first card waits so long for the customer's next words, which then are on it. */
const burstMs = 700;

/** Of a flood is told so often. */
const floodNoticeMs = 60_000;

interface Audience {
  chatId: string;
  inTopic: boolean;
  data: Record<string, unknown>;
  agentId: string | null;
}

/** Turns what happened into sends; what they say is decided when they go out, so running twice does no harm. */
export function createAnnounce(parts: Parts) {
  return async function announce(fact: Fact): Promise<void> {
    const sends = await plan(parts, fact);
    if (sends.length > 0) await parts.records.sends.enqueue(sends);
  };
}

async function plan(parts: Parts, fact: Fact): Promise<NewSend[]> {
  switch (fact.type) {
    case 'message.received':
      if (await isFlood(parts, fact.data.message)) return planFloodNotice(parts, fact.data.message);
      return [...(await planRelay(parts, fact.data.message)), ...(await planLook(parts, fact.data.conversation.id))];
    case 'message.sent':
    case 'message.noted':
      return [...(await planRelay(parts, fact.data.message)), ...(await planLook(parts, fact.data.conversation.id))];
    case 'message.changed':
      return planChange(parts, fact.data.message, fact.data.change);
    case 'conversation.opened':
      return planCards(parts, fact.data.conversation.id, {}, burstMs);
    case 'conversation.reopened':
    case 'conversation.woken': {
      // What an agent did by hand needs no new card, only the old one drawn anew.
      const isByAgent = fact.type === 'conversation.reopened' && fact.data.cause === 'agent';
      const cause = isByAgent ? {} : { cause: fact.type === 'conversation.woken' ? 'woken' : 'reopened' };
      const { id } = fact.data.conversation;
      return [...(await planCards(parts, id, cause, 0)), ...(await planLook(parts, id))];
    }
    case 'conversation.assigned':
      return planAssigned(parts, fact.data.conversation.id, fact.data.toAgentId, fact.actor.id);
    case 'conversation.snoozed':
    case 'conversation.closed':
    case 'conversation.changed':
      return planLook(parts, fact.data.conversation.id);
    case 'channel.changed':
      return planChannelNews(parts, fact);
    default:
      return [];
  }
}

async function planRelay(parts: Parts, message: MessageView): Promise<NewSend[]> {
  const audiences = await audiencesOf(parts, message.conversationId);
  const sends: NewSend[] = [];
  for (const audience of audiences) {
    if (isFrom(parts, message, audience.chatId)) continue;
    const hasCard = (await parts.records.cards.find(audience.chatId, message.conversationId)) !== null;
    sends.push({
      ...toSend(parts, 'relay', audience, message.conversationId, sendPriority.customerMessage, hasCard ? 0 : burstMs),
      hubMessageId: message.id,
      collapseKey: `relay:${message.id}`,
    });
  }
  return sends;
}

/** An agent's own message is in their chat already. */
function isFrom(parts: Parts, message: MessageView, chatId: string): boolean {
  return message.clientId?.startsWith(`tg:${parts.botId}:${chatId}:`) ?? false;
}

/** One line a minute says that there is more. */
async function planFloodNotice(parts: Parts, message: MessageView): Promise<NewSend[]> {
  const { conversationId } = message;
  if (!(await parts.records.allowOnce(`flood:${conversationId}`, floodNoticeMs))) return [];
  return (await audiencesOf(parts, conversationId)).map((audience) => ({
    ...toSend(parts, 'notice', audience, conversationId, sendPriority.notice, burstMs),
    data: { ...audience.data, key: 'flood' },
    collapseKey: `flood:${conversationId}`,
  }));
}

async function planChange(parts: Parts, message: MessageView, change: string): Promise<NewSend[]> {
  const links = await parts.records.links.listByMessage(message.id);
  const sends = new Map<string, NewSend>();
  const base = { conversationId: message.conversationId, hubMessageId: message.id, data: {}, dueAt: parts.now() };
  const audiences = await audiencesOf(parts, message.conversationId);
  for (const link of links) {
    const isOwn = link.kind === 'own' || link.kind === 'note';
    const data = audiences.find(({ chatId }) => chatId === link.chatId)?.data ?? {};
    const place = { ...base, data, chatId: link.chatId, inTopic: link.threadId !== undefined };
    if (isOwn && change === 'delivery') {
      sends.set(`receipt:${link.chatId}`, {
        ...place,
        kind: 'receipt',
        priority: sendPriority.cardEdit,
        collapseKey: `receipt:${message.id}`,
      });
    } else if (isOwn && change === 'reactions' && message.reactions.length > 0) {
      const values = { emoji: message.reactions.map(({ emoji }) => emoji).join(' ') };
      const notice = { data: { ...data, key: 'reaction', values }, priority: sendPriority.notice, collapseKey: `reaction:${message.id}` };
      sends.set(`reaction:${link.chatId}`, { ...place, ...notice, kind: 'notice' });
    } else if (link.kind === 'relay') {
      sends.set(`edit:${link.chatId}`, {
        ...place,
        kind: 'relay-edit',
        priority: sendPriority.cardEdit,
        collapseKey: `edit:${message.id}`,
      });
    }
  }
  const isEdit = change === 'text' && message.direction === 'in';
  const notices = isEdit ? await planEditNotices(parts, message, audiences) : [];
  const isOnCards = message.direction === 'in' && change !== 'delivery';
  return [...sends.values(), ...notices, ...(isOnCards ? await planCardEdits(parts, message.conversationId, audiences) : [])];
}

/** Who has answered already should know that the question changed. */
async function planEditNotices(parts: Parts, message: MessageView, audiences: Audience[]): Promise<NewSend[]> {
  const later = await parts.desk.conversations.history(null, message.conversationId, { limit: 50, fromSeq: message.seq + 1 });
  if (!later.some(({ direction, kind }) => direction === 'out' && kind === 'text')) return [];
  return audiences.map((audience) => ({
    ...toSend(parts, 'notice', audience, message.conversationId, sendPriority.notice, 0),
    data: { ...audience.data, key: 'edited-after-answer' },
    collapseKey: `edited:${message.id}`,
  }));
}

/** Cards for everybody who is to be told; with a cause they are new ones. */
async function planCards(parts: Parts, conversationId: string, data: Record<string, unknown>, delayMs: number): Promise<NewSend[]> {
  return (await audiencesOf(parts, conversationId)).map((audience) => ({
    ...toSend(parts, 'card', audience, conversationId, sendPriority.card, delayMs),
    data: { ...audience.data, ...data },
    collapseKey: `card:${conversationId}`,
  }));
}

/** The new owner gets a card of their own unless they took it themselves; every other copy says who has it. */
async function planAssigned(parts: Parts, conversationId: string, toAgentId: string | null, byAgentId: string | null): Promise<NewSend[]> {
  const audiences = await audiencesOf(parts, conversationId);
  const told = audiences.filter(({ agentId }) => agentId !== null && (toAgentId === null || agentId === toAgentId));
  const sends: NewSend[] = [];
  for (const audience of told) {
    const hasCard = (await parts.records.cards.find(audience.chatId, conversationId)) !== null;
    if (hasCard && (audience.agentId === byAgentId || toAgentId === null)) continue;
    const cause = audience.agentId === byAgentId || toAgentId === null ? {} : { cause: 'assigned' };
    sends.push({
      ...toSend(parts, 'card', audience, conversationId, sendPriority.card, 0),
      data: { ...audience.data, ...cause },
      collapseKey: `card:${conversationId}`,
    });
  }
  return [...sends, ...(await planLook(parts, conversationId))];
}

/** Every copy of the card, and the topic's name and icon, by the state when they go out. */
async function planLook(parts: Parts, conversationId: string): Promise<NewSend[]> {
  const audiences = await audiencesOf(parts, conversationId);
  const topics = audiences
    .filter(({ inTopic }) => inTopic)
    .map((audience) => ({
      ...toSend(parts, 'topic', audience, conversationId, sendPriority.topicEdit, 0),
      collapseKey: `topic:${conversationId}`,
    }));
  return [...(await planCardEdits(parts, conversationId, audiences)), ...topics];
}

async function planCardEdits(parts: Parts, conversationId: string, audiences: Audience[]): Promise<NewSend[]> {
  const cards = await parts.records.cards.listByConversation(conversationId);
  const agents = await parts.desk.agents.list();
  return cards.map((card) => {
    const known = audiences.find(({ chatId }) => chatId === card.chatId);
    const holder = agents.find(({ telegram }) => telegram?.chatId === card.chatId);
    const data = known?.data ?? (holder ? { language: holder.language, timeZone: holder.timeZone } : {});
    const audience = { chatId: card.chatId, inTopic: card.threadId !== undefined, data, agentId: holder?.id ?? null };
    return {
      ...toSend(parts, 'card-edit', audience, conversationId, sendPriority.cardEdit, 0),
      collapseKey: `card-edit:${conversationId}`,
    };
  });
}

async function audiencesOf(parts: Parts, conversationId: string): Promise<Audience[]> {
  return toAudiences(await parts.desk.conversations.recipients(conversationId));
}

function toAudiences({ agents, group }: Recipients): Audience[] {
  const direct = agents.map(({ agentId, chatId, language, timeZone, isSilent }) => ({
    chatId,
    inTopic: false,
    data: { language, timeZone, isSilent },
    agentId,
  }));
  return group && group.problem === null
    ? [...direct, { chatId: group.chatId, inTopic: true, data: { language: group.language }, agentId: null }]
    : direct;
}

function toSend(
  parts: Parts,
  kind: SendKind,
  { chatId, inTopic, data }: Audience,
  conversationId: string,
  priority: number,
  delayMs: number,
): NewSend {
  const dueAt = new Date(parts.now().getTime() + delayMs);
  return { kind, chatId, inTopic, conversationId, hubMessageId: null, data, priority, dueAt };
}
