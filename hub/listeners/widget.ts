import type { Fact, FactType } from '../api/facts.ts';
import { toObjectId, type ObjectId } from '../core/ids.ts';
import type { VisitorScreens } from '../core/widget/visitor-screens.ts';
import { Contact, Identity, type IdentityRecord } from '../domain/contact/model.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { timelineEventId } from '../domain/conversation/recording/timeline-event.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { presentMessage } from '../domain/timeline/present.ts';
import { widgetChannelId } from '../domain/widget/ensure-widget.ts';
import { showOneConversation } from '../domain/widget/showing/conversation.ts';
import { showMessage } from '../domain/widget/showing/message.ts';
import { shownUpTo } from '../domain/widget/visitor-sees.ts';
import { raiseDeliveries } from '../inbound/widget/mark-seen.ts';
import type { VisitorTools } from '../inbound/widget/visitor-tools.ts';

const headFacts = [
  'conversation.opened',
  'conversation.assigned',
  'conversation.snoozed',
  'conversation.woken',
  'conversation.closed',
  'conversation.reopened',
  'conversation.changed',
  'rating.given',
] as const satisfies readonly FactType[];
/** A note is not among them: nothing of it leaves the hub, not even that there is one. */
const messageFacts = ['message.received', 'message.sent', 'message.changed'] as const satisfies readonly FactType[];
const settingsOfWidgets = ['settings.changed', 'agent.changed'] as const satisfies readonly FactType[];

type HeadFact = Extract<Fact, { type: (typeof headFacts)[number] }>;
type MessageFact = Extract<Fact, { type: (typeof messageFacts)[number] }>;

/** Shows visitors what happens in their conversations, and ends what they may do no more. Returns the listeners' removal. */
export function listenForWidget(hub: VisitorTools, screens: VisitorScreens): () => void {
  const removals = [
    hub.facts.on(headFacts, 'widget-heads', (fact) => showHead(hub, screens, fact as HeadFact)), // the bus hands over facts of the types asked for
    hub.facts.on(messageFacts, 'widget-messages', (fact) => showChange(hub, screens, fact as MessageFact)),
    hub.facts.on(settingsOfWidgets, 'widget-settings', ({ workspaceId }) => {
      hub.widgets.forget(workspaceId);
      screens.recheckTeam(workspaceId);
    }),
    hub.facts.on('channel.changed', 'widget-channel', ({ workspaceId }) => {
      hub.widgets.forget(workspaceId);
      screens.recheck();
    }),
    hub.facts.on('contact.changed', 'widget-blocked', ({ workspaceId, data }) => endBlocked(hub, toObjectId(workspaceId), data.contactId)),
  ];
  return () => removals.forEach((remove) => remove());
}

interface Audience {
  record: ConversationRecord;
  identityId: string;
}

/** The conversation of somebody who is connected; one database call, none where nobody is on the site. */
async function audienceOf(screens: VisitorScreens, { data }: HeadFact | MessageFact): Promise<Audience | null> {
  const { id, provider, channelId, carriedFrom } = data.conversation;
  const site = provider === 'widget' ? channelId : carriedFrom?.channelId;
  if (site === undefined || !screens.hasAudience(site)) return null;
  const record = await Conversation.findOne({ _id: toObjectId(id) }).lean<ConversationRecord | null>();
  const identityId = record?.identityId?.toHexString();
  return record && identityId !== undefined && screens.isThere(identityId) ? { record, identityId } : null;
}

async function showHead(hub: VisitorTools, screens: VisitorScreens, fact: HeadFact): Promise<void> {
  const audience = await audienceOf(screens, fact);
  const widget = audience && (await widgetKnowing(hub, audience.record, audience.record.assigneeId));
  if (!audience || !widget) return;
  const { record, identityId } = audience;
  const line = await Message.findOne({ _id: timelineEventId(fact.data.conversation.id, fact.id) }).lean<MessageRecord | null>();
  const shown = line && line.seq <= shownUpTo(record) && showMessage(hub, widget, presentMessage(hub, line));
  if (shown) screens.showMessage(identityId, shown);
  screens.showConversation(identityId, await showOneConversation(hub, widget, record));
}

async function showChange(hub: VisitorTools, screens: VisitorScreens, fact: MessageFact): Promise<void> {
  const { message } = fact.data;
  if (message.kind !== 'text') return;
  const audience = await audienceOf(screens, fact);
  const { author } = message;
  const agentId = author.type === 'agent' && author.id !== null ? toObjectId(author.id) : null;
  const widget = audience && (await widgetKnowing(hub, audience.record, agentId));
  if (!audience || !widget) return;
  const { record, identityId } = audience;
  if (message.seq > shownUpTo(record)) return;
  // How far it got is the team's to know; to the one who has it before them it is no news.
  if (fact.type === 'message.changed' && fact.data.change === 'delivery') return noteArrived(hub, record, message);
  const shown = showMessage(hub, widget, message);
  if (shown) screens.showMessage(identityId, shown);
  screens.showConversation(identityId, await showOneConversation(hub, widget, record));
}

/** The widget with everybody in it who is to be named: a colleague who came a moment ago, in another process, is looked up. */
async function widgetKnowing(hub: VisitorTools, { workspaceId }: ConversationRecord, agentId: ObjectId | null) {
  const channelId = widgetChannelId(workspaceId);
  const known = await hub.widgets.ofChannel(channelId.toHexString());
  if (agentId === null || known?.team.some(({ id }) => id.equals(agentId))) return known;
  hub.widgets.forget(workspaceId.toHexString());
  return hub.widgets.ofChannel(channelId.toHexString());
}

/** It went to a browser that is connected: it has arrived, or was even seen while it was on its way. */
async function noteArrived(
  hub: VisitorTools,
  record: ConversationRecord,
  { delivery, seq }: MessageFact['data']['message'],
): Promise<void> {
  if (delivery?.state !== 'sent' || record.carriedOn) return;
  await raiseDeliveries(hub, record, record, (record.customerSeen ?? 0) >= seq ? 'read' : 'delivered', seq);
}

/** Whom the team blocks is out at once, on every device. */
async function endBlocked(hub: VisitorTools, workspaceId: ObjectId, contactId: string): Promise<void> {
  const _id = toObjectId(contactId);
  const channelId = widgetChannelId(workspaceId);
  if (!(await Contact.exists({ _id, workspaceId, blocked: true }))) return;
  const identities = await Identity.find({ workspaceId, contactId: _id, channelId }).select({ externalId: 1 }).lean<IdentityRecord[]>();
  for (const { externalId } of identities) await hub.endedVisits.end({ workspaceId, channelId }, { identity: externalId }, 'blocked');
}
