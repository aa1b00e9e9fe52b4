import type { InboundMessage } from '../../bots/contract/inbound.ts';
import { toPlain } from '../../bots/contract/rich-text.ts';
import type { ConnectedChannel } from '../core/parts/connected-channels.ts';
import type { ObjectId } from '../core/ids.ts';
import { applyPendingOf, keepEcho, PendingUpdate, readPending } from '../domain/conversation/changes/pending-updates.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { slotIdOf } from '../domain/conversation/slot.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { receiveMessage, type InboundTools } from './receive-message.ts';

/**
 * Some providers tell an account's app of everything the account sends, the app's own messages too, often before they answer the call that sent them.
 * True when an echo needs no message of its own: it tells of one that we have, or settles a doubt, or is kept until what is on its way to the chat has
 * arrived.
 */
export async function takeEcho(hub: InboundTools, channel: ConnectedChannel, echo: InboundMessage): Promise<boolean> {
  // Asked in this order: what ends its way between the two questions has its provider's ids by the second.
  const isUnderWay = await isSending(channel, echo.chatId);
  if (await isKnown(channel, echo)) return true;
  if (!isUnderWay) return settleDoubt(hub, channel, echo);
  await keepEcho(hub, channel, echo);
  hub.step('in.echo-kept');
  return true;
}

/** Looks through the echoes that are kept: those of ours are done, those of messages the account's owner wrote elsewhere become messages. */
export async function releaseEchoes(hub: InboundTools): Promise<void> {
  const kept = await PendingUpdate.find({ isEcho: true })
    .sort({ createdAt: 1 })
    .limit(100)
    .lean<{ _id: ObjectId; channelId: ObjectId; event: unknown }[]>();
  for (const { _id, channelId, event } of kept) {
    const channel = await hub.channels.find(channelId.toHexString());
    const echo = readPending(event);
    if (channel && echo.type === 'message') {
      if (await isSending(channel, echo.chatId)) continue;
      const isDone = (await isKnown(channel, echo)) || (await settleDoubt(hub, channel, echo));
      if (!isDone) await receiveMessage(hub, channel, echo);
    }
    await PendingUpdate.deleteOne({ _id });
  }
}

function liveConversation({ id }: Pick<ConnectedChannel, 'id'>, chatId: string): Promise<ConversationRecord | null> {
  return Conversation.findOne({ slotId: slotIdOf(id, chatId), live: true })
    .lean<ConversationRecord>()
    .exec();
}

async function isSending(channel: ConnectedChannel, chatId: string): Promise<boolean> {
  const conversation = await liveConversation(channel, chatId);
  return conversation !== null && (await Message.exists({ conversationId: conversation._id, 'delivery.state': 'sending' })) !== null;
}

async function isKnown({ id }: ConnectedChannel, { chatId, externalId }: InboundMessage): Promise<boolean> {
  return (await Message.exists({ channelId: id, chatId, 'parts.externalId': externalId })) !== null;
}

/**
 * Whether a message of ours arrived was not known, as its provider's answer was lost, and here the provider tells of one with the same words: it did.
 * Only for texts, by which a message can be told; the oldest of several.
 */
async function settleDoubt(
  hub: InboundTools,
  channel: ConnectedChannel,
  { chatId, externalId, content }: InboundMessage,
): Promise<boolean> {
  if (content.text === '' || content.attachments.length > 0) return false;
  const conversation = await liveConversation(channel, chatId);
  if (!conversation) return false;
  const doubtful = await Message.find({ conversationId: conversation._id, 'delivery.state': 'unknown' })
    .sort({ seq: 1 })
    .limit(20)
    .lean<MessageRecord[]>();
  const meant = doubtful.find(
    (message) => message.parts.length === 0 && message.attachments.length === 0 && wordsOf(message) === content.text,
  );
  if (!meant?.delivery) return false;
  const { attempts, queuedAt } = meant.delivery;
  const at = hub.now();
  const settled = await Message.findOneAndUpdate(
    { _id: meant._id, 'delivery.state': 'unknown' },
    {
      $set: { delivery: { state: 'sent', attempts, queuedAt }, parts: [{ externalId }], externalId, updatedAt: at, unannouncedAt: at },
      $addToSet: { unannounced: 'delivery' },
      $inc: { rev: 1 },
    },
    { returnDocument: 'after' },
  ).lean<MessageRecord>();
  if (!settled) return false;
  tellMessage(hub, settled, conversation, ['delivery']);
  await applyPendingOf(hub, channel, settled);
  return true;
}

function wordsOf({ text, format }: MessageRecord): string {
  return format === 'markdown' ? toPlain(text) : text;
}
