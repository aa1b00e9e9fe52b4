import type { InboundMessage } from '../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { ObjectId } from '../core/ids.ts';
import { isDuplicateKey } from '../database/insert-once.ts';
import { recogniseContact } from '../domain/contact/recognise.ts';
import { noteLag } from '../domain/channel/traffic.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { openConversation, retireConversation } from '../domain/conversation/open.ts';
import { slotIdOf } from '../domain/conversation/slot.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { Message, type AttachmentRecord, type MessageRecord } from '../domain/timeline/model.ts';
import { addAlbumPart } from './album.ts';
import { writeHead } from './head.ts';
import { inboundMessage } from './inbound-message.ts';
import { applyPendingOf } from '../domain/conversation/changes/pending-updates.ts';
import { refreshContact } from './refresh-contact.ts';
import { refreshProfile } from './profile/refresh-profile.ts';
import { resolveReply } from './resolve-reply.ts';

export type InboundTools = Pick<
  Hub,
  'now' | 'log' | 'announcer' | 'secrets' | 'baseUrl' | 'timelines' | 'step' | 'wake' | 'channels' | 'facts' | 'files' | 'config'
>;

/** A message that was stored just now, and its conversation with it. */
export interface Received {
  message: MessageRecord;
  conversation: ConversationRecord;
}

/**
 * Stores a customer's message: gives it its place, inserts it, writes the conversation's head. Resolves once it is stored: now, or (null) by
 * an earlier delivery of the same webhook. `stored` are files that are here already. Three awaited database calls when the chat is known.
 */
export async function receiveMessage(
  hub: InboundTools,
  channel: ConnectedChannel,
  event: InboundMessage,
  stored: readonly AttachmentRecord[] = [],
): Promise<Received | null> {
  if (event.groupId !== undefined && (await addAlbumPart(hub, channel, event))) return null;
  const slotId = slotIdOf(channel.id, event.chatId);
  const conversationId = await liveConversation(hub, channel, event, slotId);
  return hub.timelines.run(conversationId.toHexString(), () => store(hub, channel, { event, stored }, slotId, conversationId));
}

const knownLimit = 50_000;
/** Which conversation was live in a slot, as this process last saw: only names the queue to wait in; the database decides. */
const lastLive = new Map<string, ObjectId>();

async function liveConversation(hub: InboundTools, channel: ConnectedChannel, event: InboundMessage, slotId: ObjectId): Promise<ObjectId> {
  const known = lastLive.get(slotId.toHexString());
  if (known) return known;
  const found = await Conversation.findOne({ slotId, live: true }).select({ _id: 1 }).lean<{ _id: ObjectId }>();
  return remember(slotId, found?._id ?? (await openFor(hub, channel, event))._id);
}

function remember(slotId: ObjectId, conversationId: ObjectId): ObjectId {
  if (lastLive.size >= knownLimit) lastLive.clear();
  lastLive.set(slotId.toHexString(), conversationId);
  return conversationId;
}

async function openFor(hub: InboundTools, channel: ConnectedChannel, event: InboundMessage): Promise<ConversationRecord> {
  const { contact, identity } = await recogniseContact(hub, channel, event.sender);
  return openConversation(hub, { channel, chatId: event.chatId, contact, identity });
}

async function store(
  hub: InboundTools,
  channel: ConnectedChannel,
  { event, stored }: { event: InboundMessage; stored: readonly AttachmentRecord[] },
  slotId: ObjectId,
  expected: ObjectId,
): Promise<Received | null> {
  const answers = await resolveReply(channel, event);
  const placed = await takePlace(hub, channel, event, slotId);
  if (!placed._id.equals(expected)) remember(slotId, placed._id);
  hub.step('in.placed');

  const message = inboundMessage(hub, channel, placed, event, answers, stored);
  try {
    await Message.collection.insertOne({ ...message });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await giveBackPlace(placed);
    hub.step('in.repeated');
    if (event.groupId !== undefined) await addAlbumPart(hub, channel, event);
    return null;
  }
  hub.step('in.stored');

  const conversation = await writeHead(hub, placed, message);
  hub.step('in.head');
  tellMessage(hub, message, conversation, message.unannounced ?? []);
  afterwards(hub, channel, event, message, conversation);
  return { message, conversation };
}

/** The next place in the chat's live conversation; where a closed one is too old to go on, in a new one. */
async function takePlace(
  hub: InboundTools,
  channel: ConnectedChannel,
  event: InboundMessage,
  slotId: ObjectId,
): Promise<ConversationRecord> {
  for (;;) {
    const placed = await Conversation.findOneAndUpdate(
      { slotId, live: true },
      { $inc: { seq: 1 } },
      { returnDocument: 'after' },
    ).lean<ConversationRecord>();
    if (placed && !isOver(hub, channel, placed, event)) return placed;
    if (placed) {
      await giveBackPlace(placed);
      await retireConversation(placed);
      hub.step('in.retired');
    }
    await openFor(hub, channel, event);
  }
}

function isOver(hub: InboundTools, channel: ConnectedChannel, conversation: ConversationRecord, event: InboundMessage): boolean {
  const { status, closedAt } = conversation;
  if (status !== 'closed' || !closedAt || channel.newAfterClosedHours === null || event.echo) return false;
  return hub.now().getTime() - closedAt.getTime() >= channel.newAfterClosedHours * 3_600_000;
}

/** A repeat leaves no hole behind where nobody took a later place meanwhile; where somebody did, the hole counts as void in time. */
async function giveBackPlace({ _id, seq }: ConversationRecord): Promise<void> {
  await Conversation.updateOne({ _id, seq }, { $inc: { seq: -1 } });
}

/** What need not be waited for: each of these is found again by a sweep, or by the next message. */
function afterwards(
  hub: InboundTools,
  channel: ConnectedChannel,
  event: InboundMessage,
  message: MessageRecord,
  conversation: ConversationRecord,
): void {
  if (message.fetchAt) hub.wake.ring('attachments', { messageId: message._id.toHexString() });
  if (!event.echo) noteLag(hub, channel.id, event.sentAt);
  if (!event.echo) refreshProfile(hub, channel, event.sender, conversation);
  const later = [applyPendingOf(hub, channel, message), refreshContact(hub, channel, event, conversation)];
  for (const work of later) {
    work.catch((error: unknown) => hub.log.warn({ err: error, messageId: message._id.toHexString() }, 'work after a message failed'));
  }
}
