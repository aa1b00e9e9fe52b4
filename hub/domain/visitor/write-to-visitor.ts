import { authorize, systemActor, type Actor, type AgentActor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { Visitor } from '../../core/visiting/visitor.ts';
import { recogniseContact } from '../contact/recognise.ts';
import { getConversation } from '../conversation/get.ts';
import { takeConversation } from '../conversation/handing/assign.ts';
import { Conversation, type ConversationRecord } from '../conversation/model.ts';
import { openConversation } from '../conversation/open.ts';
import { sendMessage } from '../conversation/sending/send-message.ts';
import { reopenConversation } from '../conversation/status/close.ts';
import type { MessageRecord } from '../timeline/model.ts';
import { keptClaimOf } from './claims.ts';
import { getVisitor } from './list-visitors.ts';

type WriteTools = Parameters<typeof sendMessage>[0] & Pick<Hub, 'visitors'>;

interface Writing {
  visitorId: string;
  text: string;
  clientId?: string | undefined;
}

/**
 * Begins a conversation with a visitor who is there, or goes on with the one there is: contact and conversation are made as by a first
 * message, the agent has it, and the text goes out as any answer does. The same `clientId` twice is one message. Throws visitor.gone,
 * contact.blocked, channel.paused, and conversation.taken where a colleague is at it.
 */
export async function writeToVisitor(
  hub: WriteTools,
  actor: Actor,
  { visitorId, text, clientId }: Writing,
): Promise<{ conversation: ConversationRecord; message: MessageRecord }> {
  authorize(actor, 'conversation.reply');
  const visitor = getVisitor(hub, actor, visitorId);
  const conversation = await talkWith(hub, actor, visitor);
  if (actor.type === 'agent') await takeConversation(hub, takerOf(actor, conversation), { conversationId: conversation._id.toHexString() });
  const message = await sendMessage(hub, actor, conversation._id.toHexString(), {
    kind: 'text',
    text,
    format: 'plain',
    attachments: [],
    force: true,
    ...(clientId !== undefined && { clientId }),
  });
  return { conversation: await getConversation(actor, conversation._id), message };
}

async function talkWith(hub: WriteTools, actor: Actor, visitor: Readonly<Visitor>): Promise<ConversationRecord> {
  const channel = await hub.channels.find(visitor.channelId);
  if (!channel?.workspaceId.equals(actor.workspaceId)) throw new HubError('visitor.gone', { visitorId: visitor.id });
  if (channel.isPaused) throw new HubError('channel.paused');
  const claim = keptClaimOf(visitor);
  const { contact, identity } = await recogniseContact(
    hub,
    channel,
    { externalId: visitor.identity, name: visitor.fallbackName },
    visitor.isVerified ? {} : { isNameMade: true, ...(claim && { claim }) },
  );
  if (contact.blocked) throw new HubError('contact.blocked', { contactId: contact._id.toHexString() });

  const goesOn = visitor.conversation && (await findOpen(actor, visitor.conversation.id));
  const found = goesOn ?? (await openConversation(hub, { channel, chatId: visitor.identity, contact, identity }));
  if (found.status === 'closed') await reopenConversation(hub, systemActor(actor.workspaceId), found._id.toHexString());
  // Where the customer has said nothing yet, it is shown quietly until it is opened.
  if (found.lastInboundAt === null)
    await Conversation.updateOne(
      { _id: found._id, workspaceId: actor.workspaceId, lastInboundAt: null },
      { $set: { isProactive: true, changedAt: hub.now() }, $inc: { rev: 1 } },
    );
  return found;
}

async function findOpen({ workspaceId }: Actor, conversationId: string): Promise<ConversationRecord | null> {
  return Conversation.findOne({ _id: conversationId, workspaceId, status: { $ne: 'closed' } }).lean<ConversationRecord | null>();
}

/** Who may answer has what they begin, whichever department's it is; of what the customer began, the seat's own rights decide. */
function takerOf(actor: AgentActor, { lastInboundAt }: ConversationRecord): AgentActor {
  if (lastInboundAt !== null) return actor;
  return { ...actor, scope: 'all', permissions: new Set([...actor.permissions, 'conversation.assign']) };
}
