import type { VisitorMessage } from '../../api/widget/views.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { changeMessage, type ChangeEvent } from '../../domain/conversation/changes/change-message.ts';
import type { ConversationRecord } from '../../domain/conversation/model.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { presentMessage } from '../../domain/timeline/present.ts';
import { showMessage } from '../../domain/widget/showing/message.ts';
import { getVisitorConversation, shownUpTo } from '../../domain/widget/visitor-sees.ts';
import { channelOf, widgetOf, type VisitorTools } from './visitor-tools.ts';

/** Which message of which conversation. */
export interface VisitorPlace {
  conversationId: string;
  messageId: string;
}

const changeableHours = 24;

/** Changes the words of a message of the visitor's own. Throws conversation.unknown, message.unknown, message.not-yours, message.too-old. */
export async function editAsVisitor(hub: VisitorTools, visitor: VisitorCaller, place: VisitorPlace, text: string): Promise<VisitorMessage> {
  const found = await findOwn(hub, visitor, place);
  const content = { text, format: 'plain' as const, attachments: [] };
  return apply(hub, visitor, found, (at) => ({ type: 'edit', ...at, editedAt: hub.now(), content }));
}

/** Takes a message of the visitor's own back; the team sees that there was one. Throws as editAsVisitor does. */
export async function deleteAsVisitor(hub: VisitorTools, visitor: VisitorCaller, place: VisitorPlace): Promise<VisitorMessage> {
  const found = await findOwn(hub, visitor, place);
  return apply(hub, visitor, found, ({ chatId, externalId }) => ({
    type: 'delete',
    chatId,
    externalIds: [externalId],
    deletedAt: hub.now(),
  }));
}

/** Puts the visitor's one reaction on a message, or takes it back with null. Throws conversation.unknown, message.unknown. */
export async function reactAsVisitor(
  hub: VisitorTools,
  visitor: VisitorCaller,
  place: VisitorPlace,
  emoji: string | null,
): Promise<VisitorMessage> {
  const found = await find(visitor, place);
  return apply(hub, visitor, found, (at) => ({ type: 'reaction', ...at, emojis: emoji === null ? [] : [emoji], at: hub.now() }));
}

interface Found {
  conversation: ConversationRecord;
  message: MessageRecord;
}

/** A note is unknown to a visitor, as any message of somebody else. */
async function find(visitor: VisitorCaller, { conversationId, messageId }: VisitorPlace): Promise<Found> {
  const conversation = await getVisitorConversation(visitor, conversationId);
  const message = await Message.findOne({
    _id: toObjectId(messageId),
    workspaceId: visitor.workspaceId,
    conversationId: conversation._id,
    seq: { $lte: shownUpTo(conversation) },
    kind: 'text',
    deletedAt: { $exists: false },
  }).lean<MessageRecord | null>();
  if (!message) throw new HubError('message.unknown', { messageId });
  return { conversation, message };
}

async function findOwn(hub: VisitorTools, visitor: VisitorCaller, place: VisitorPlace): Promise<Found> {
  const found = await find(visitor, place);
  if (found.message.direction !== 'in') throw new HubError('message.not-yours');
  const age = hub.now().getTime() - found.message.createdAt.getTime();
  if (age > changeableHours * 3_600_000) throw new HubError('message.too-old', { hours: changeableHours });
  return found;
}

async function apply(
  hub: VisitorTools,
  visitor: VisitorCaller,
  { message }: Found,
  eventOf: (at: { chatId: string; externalId: string }) => ChangeEvent,
): Promise<VisitorMessage> {
  const [channel, widget] = await Promise.all([channelOf(hub, visitor), widgetOf(hub, visitor)]);
  // Ours bears its own id at the customer, also in the moment before it counts as sent.
  const externalId = message.parts[0]?.externalId ?? message._id.toHexString();
  await changeMessage(hub, channel, message._id, eventOf({ chatId: message.chatId, externalId }));
  const changed = await Message.findOne({ _id: message._id, workspaceId: visitor.workspaceId }).orFail().lean<MessageRecord>();
  const shown = showMessage(hub, widget, presentMessage(hub, changed));
  if (!shown) throw new HubError('message.unknown', { messageId: message._id.toHexString() });
  return shown;
}
