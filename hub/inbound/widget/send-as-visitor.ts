import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { InboundMessage } from '../../../bots/contract/inbound.ts';
import type { sendVisitorMessage } from '../../api/widget/calls.ts';
import type { VisitorConversation, VisitorMessage } from '../../api/widget/views.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId } from '../../core/ids.ts';
import type { KnownWidget } from '../../core/widget/known-widgets.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { presentMessage } from '../../domain/timeline/present.ts';
import { keptClaimOf } from '../../domain/visitor/claims.ts';
import { showOneConversation } from '../../domain/widget/showing/conversation.ts';
import { showMessage } from '../../domain/widget/showing/message.ts';
import { claimUploads, forgetUploads } from '../../domain/widget/uploads/claim-uploads.ts';
import { getVisitorConversation, visitorSees } from '../../domain/widget/visitor-sees.ts';
import { inboundId } from '../inbound-message.ts';
import { noteArrival } from '../note-arrival.ts';
import { receiveMessage } from '../receive-message.ts';
import { meetVisitor } from './meet-visitor.ts';
import { channelOf, widgetOf, type VisitorTools } from './visitor-tools.ts';

/** What a visitor sends. */
export type VisitorSends = z.output<NonNullable<(typeof sendVisitorMessage)['body']>>;

interface Target {
  chatId: string;
  /** Null: the first message of its chat. */
  conversation: ConversationRecord | null;
}

/**
 * Stores what a visitor writes, as any channel's message is stored. The same clientId twice is one message, whatever was opened in between.
 * Throws conversation.unknown, message.unknown, file.unknown, visitor.files-off.
 */
export async function sendAsVisitor(
  hub: VisitorTools,
  visitor: VisitorCaller,
  input: VisitorSends,
): Promise<{ message: VisitorMessage; conversation: VisitorConversation }> {
  const [widget, channel] = await Promise.all([widgetOf(hub, visitor), channelOf(hub, visitor)]);
  const externalId = `${visitor.identity}:${input.clientId}`;
  const target = await findTarget(visitor, widget, channel, input, externalId);
  const [stored, answered] = await Promise.all([
    claimUploads(visitor, widget, input.attachments, inboundId(channel, target.chatId, { externalId })),
    readAnswered(target, input),
  ]);
  const event: InboundMessage = {
    type: 'message',
    chatId: target.chatId,
    externalId,
    sender: { externalId: visitor.identity, name: await nameOf(hub, visitor, target) },
    sentAt: hub.now(),
    ...contentOf(input, answered, target.conversation === null),
  };
  const received = await receiveMessage(hub, channel, event, stored);
  await forgetUploads(visitor, input.attachments);
  noteArrival(hub, visitor.channelId.toHexString());
  const { message, conversation } = received ?? (await readStored(channel, event));
  const shown = showMessage(hub, widget, presentMessage(hub, message));
  if (!shown) throw new Error('what a visitor writes is shown to the visitor');
  return { message: shown, conversation: await showOneConversation(hub, widget, conversation) };
}

const mostChats = 50;

/** Where a message goes: a named conversation's chat, a new chat (named by the clientId, so that a repeat makes no second one), or where they write already. */
async function findTarget(
  visitor: VisitorCaller,
  { settings }: KnownWidget,
  channel: ConnectedChannel,
  { conversationId, isNew, clientId }: VisitorSends,
  externalId: string,
): Promise<Target> {
  if (conversationId !== null) {
    const conversation = await getVisitorConversation(visitor, conversationId);
    // One that goes on elsewhere stays there: who writes here again begins anew.
    if (!conversation.carriedOn) return { chatId: conversation.chatId, conversation };
  }
  const own = await Conversation.find({ ...visitorSees(visitor), live: true, carriedOn: { $exists: false } })
    .sort({ lastMessageAt: -1, _id: -1 })
    .limit(mostChats)
    .lean<ConversationRecord[]>();
  const [latest] = own;
  if (!latest) return { chatId: visitor.identity, conversation: null };
  const newChat = `${visitor.identity}/${createHash('sha256').update(clientId).digest('hex').slice(0, 24)}`;
  if (own.length === 1 && !isNew) return { chatId: latest.chatId, conversation: latest };
  const repeated = await findRepeated(channel, own, externalId);
  if (repeated) return { chatId: repeated.chatId, conversation: repeated };
  if (isNew && settings.manyConversations) return { chatId: newChat, conversation: own.find(({ chatId }) => chatId === newChat) ?? null };
  return { chatId: latest.chatId, conversation: latest };
}

async function findRepeated(
  channel: ConnectedChannel,
  own: readonly ConversationRecord[],
  externalId: string,
): Promise<ConversationRecord | undefined> {
  const ids = own.map(({ chatId }) => inboundId(channel, chatId, { externalId }));
  const found = await Message.findOne({ _id: { $in: ids } })
    .select({ chatId: 1 })
    .lean<Pick<MessageRecord, 'chatId'> | null>();
  return found ? own.find(({ chatId }) => chatId === found.chatId) : undefined;
}

/** The contact's name where there is a conversation, which bears it; otherwise the contact is made now. */
async function nameOf(hub: VisitorTools, visitor: VisitorCaller, { conversation }: Target): Promise<string> {
  if (conversation) return conversation.contact.name;
  const { contact } = await meetVisitor(hub, visitor, keptClaimOf(visitor));
  return contact.name;
}

/** The message of the conversation that is answered, or whose button was pressed. */
async function readAnswered({ conversation }: Target, { replyTo, press }: VisitorSends): Promise<MessageRecord | null> {
  const messageId = press?.messageId ?? replyTo;
  if (messageId === undefined) return null;
  const found =
    conversation &&
    (await Message.findOne({ _id: toObjectId(messageId), conversationId: conversation._id, kind: 'text' }).lean<MessageRecord | null>());
  if (!found) throw new HubError('message.unknown', { messageId });
  return found;
}

const quoteLength = 300;

function contentOf(
  { text, press, page }: VisitorSends,
  answered: MessageRecord | null,
  isFirst: boolean,
): Pick<InboundMessage, 'content' | 'replyTo'> {
  const choice = press && pressed(answered, press.index);
  const externalId = answered?.parts[0]?.externalId;
  return {
    content: {
      text: choice?.title ?? text,
      format: 'plain',
      attachments: [],
      ...(choice && { choice }),
      ...(isFirst && page && { referral: { source: 'site', url: page.url, ...(page.title && { headline: page.title }) } }),
    },
    ...(answered && { replyTo: { text: answered.text.slice(0, quoteLength), ...(externalId !== undefined && { externalId }) } }),
  };
}

function pressed(message: MessageRecord | null, index: number): { payload: string; title: string } {
  const button = message?.buttons?.[index];
  if (!button || !('payload' in button)) throw new HubError('message.unknown', { index });
  return { payload: button.payload, title: button.title };
}

async function readStored(channel: ConnectedChannel, event: InboundMessage) {
  const message = await Message.findOne({ _id: inboundId(channel, event.chatId, event) })
    .orFail()
    .lean<MessageRecord>();
  const conversation = await Conversation.findOne({ _id: message.conversationId }).orFail().lean<ConversationRecord>();
  return { message, conversation };
}
