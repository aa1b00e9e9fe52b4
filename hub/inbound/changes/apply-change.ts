import type { InboundEventOf } from '../../../bots/contract/inbound.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { ObjectId } from '../../core/ids.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { slotIdOf } from '../../domain/conversation/slot.ts';
import { Message } from '../../domain/timeline/model.ts';
import { changeMessage, type ChangeEvent, type ChangeTools } from '../../domain/conversation/changes/change-message.ts';
import { keepPending, settleByReceipt } from '../../domain/conversation/changes/pending-updates.ts';

/** Applies an edit, deletion, reaction or receipt to the messages it speaks of; what it speaks of too early is kept until they are stored. */
export async function applyChange(hub: ChangeTools, channel: ConnectedChannel, event: ChangeEvent): Promise<void> {
  for (const externalId of namedBy(event)) {
    const message = await Message.findOne({ channelId: channel.id, chatId: event.chatId, 'parts.externalId': externalId })
      .select({ _id: 1 })
      .lean<{ _id: ObjectId }>();
    const found = message ?? (await settleByReceipt(channel, event));
    if (found) await changeMessage(hub, channel, found._id, event);
    else await keepPending(hub, channel, externalId, event);
  }
  if (event.type !== 'receipt') return;
  if (event.upTo !== undefined) await applyUpTo(hub, channel, event, event.upTo);
  if (event.upToTime) await applyUntil(hub, channel, event, event.upToTime);
}

function namedBy(event: ChangeEvent): string[] {
  switch (event.type) {
    case 'edit':
    case 'reaction':
      return [event.externalId];
    case 'delete':
    case 'receipt':
      return event.externalIds;
  }
}

const atOnce = 500;

/** A read mark speaks of everything of ours up to a message. */
async function applyUpTo(hub: ChangeTools, channel: ConnectedChannel, event: InboundEventOf<'receipt'>, upTo: string): Promise<void> {
  const place = { channelId: channel.id, chatId: event.chatId };
  const last = await Message.findOne({ ...place, 'parts.externalId': upTo })
    .select({ conversationId: 1, seq: 1 })
    .lean<{ conversationId: ObjectId; seq: number }>();
  if (!last) return keepPending(hub, channel, upTo, event);
  await applyToOurs(hub, channel, event, { conversationId: last.conversationId, seq: { $lte: last.seq } });
}

/** A read mark by the clock. What was sent later than it is not seen yet; of what is still on its way it says nothing. */
async function applyUntil(hub: ChangeTools, channel: ConnectedChannel, event: InboundEventOf<'receipt'>, until: Date): Promise<void> {
  const conversation = await Conversation.findOne({ slotId: slotIdOf(channel.id, event.chatId), live: true })
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }>();
  if (conversation) await applyToOurs(hub, channel, event, { conversationId: conversation._id, sentAt: { $lte: until } });
}

async function applyToOurs(
  hub: ChangeTools,
  channel: ConnectedChannel,
  event: InboundEventOf<'receipt'>,
  which: { conversationId: ObjectId; seq?: { $lte: number }; sentAt?: { $lte: Date } },
): Promise<void> {
  const ours = await Message.find({ ...which, 'delivery.state': { $in: ['sent', 'delivered'] } })
    .sort({ seq: -1 })
    .limit(atOnce)
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  for (const { _id } of ours) await changeMessage(hub, channel, _id, event);
}
