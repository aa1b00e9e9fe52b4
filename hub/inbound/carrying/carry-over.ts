import type { InboundMessage } from '../../../bots/contract/inbound.ts';
import { systemActor, type ContactActor } from '../../core/actor.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { Channel } from '../../domain/channel/model.ts';
import type { ContactRecord } from '../../domain/contact/model.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { retireConversation } from '../../domain/conversation/open.ts';
import { changeConversation } from '../../domain/conversation/recording/change.ts';
import { ConversationSlot, slotIdOf } from '../../domain/conversation/slot.ts';
import { headOf } from '../../domain/data/contact/carry-contact.ts';
import { Message } from '../../domain/timeline/model.ts';
import type { CarryLinkRecord } from '../../domain/widget/carrying/model.ts';
import type { InboundTools } from '../receive-message.ts';
import { bindSender } from './bind-sender.ts';

const mostTries = 20;

/**
 * Carries a conversation of the widget on in the chat from which its customer came: it moves there as it is, or, where that chat has an open
 * one already, ends in that one's favour. Gives the conversation that goes on there; null when there is none to carry any more. May be done
 * twice: what a crash left of it is done the next time.
 */
export async function carryOver(
  hub: InboundTools,
  channel: ConnectedChannel,
  event: InboundMessage,
  { workspaceId, conversationId }: CarryLinkRecord,
): Promise<ConversationRecord | null> {
  const read = () => Conversation.findOne({ _id: conversationId, workspaceId }).lean<ConversationRecord | null>();
  const before = await read();
  if (!before) return null;
  const slotId = slotIdOf(channel.id, event.chatId);
  if (before.carriedOn) return findLive(before, slotId);
  const contact = await bindSender(hub, channel, event.sender, before);
  const place: Place = { channel, event, contact, slotId, url: await urlOf(channel) };
  for (let tries = 0; tries < mostTries; tries += 1) {
    const current = await read();
    if (!current) return null;
    if (current.carriedOn) return findLive(current, slotId);
    const there = await findLive(current, slotId);
    const isTaken = there !== null && (there.status !== 'closed' || !(await retireConversation(there)));
    const done = isTaken ? await joinTo(hub, place, current, there) : await moveTo(hub, place, current);
    if (done) return done;
  }
  throw new Error('a conversation changes too often to be carried on');
}

interface Place {
  channel: ConnectedChannel;
  event: InboundMessage;
  contact: ContactRecord;
  slotId: ConversationRecord['slotId'];
  url: string | null;
}

/** The conversation itself moves, with what is still to be sent. Null when it changed meanwhile. */
async function moveTo(hub: InboundTools, place: Place, current: ConversationRecord): Promise<ConversationRecord | null> {
  const { channel, contact, slotId } = place;
  const { chatId } = place.event;
  const { workspaceId, id: channelId, provider } = channel;
  await insertOnce(ConversationSlot, { _id: slotId, workspaceId, channelId, chatId, contactId: contact._id, createdAt: hub.now() });
  const moved = await changeConversation(hub, customerOf(current), {
    conversationId: current._id,
    where: { seq: current.seq, carriedOn: { $exists: false } },
    set: {
      ...headOf(contact, current.number),
      channelId,
      provider,
      chatId,
      slotId,
      live: true,
      unreachable: false,
      carriedOn: shownOf(place, current),
    },
    fact: { type: 'conversation.changed', data: {} },
    event: { type: 'carried-on', data: { from: { provider: current.provider }, to: { provider } } },
  });
  if (!moved) return null;
  await Message.updateMany(
    { workspaceId, conversationId: moved._id, 'delivery.state': 'queued', channelId: current.channelId },
    { $set: { channelId, chatId } },
  );
  return moved;
}

/** The chat has a conversation that goes on: this one ends, and each says where the other is. Null when it changed meanwhile. */
async function joinTo(
  hub: InboundTools,
  place: Place,
  current: ConversationRecord,
  there: ConversationRecord,
): Promise<ConversationRecord | null> {
  const { provider } = place.channel;
  const ended = await changeConversation(hub, systemActor(current.workspaceId), {
    conversationId: current._id,
    where: { seq: current.seq, carriedOn: { $exists: false } },
    set: {
      status: 'closed',
      closedAt: hub.now(),
      live: false,
      snoozedUntil: null,
      unread: 0,
      waitingSince: null,
      carriedOn: shownOf(place, current),
    },
    fact: { type: 'conversation.closed', data: {} },
    event: { type: 'carried-on', data: { from: { provider: current.provider }, to: { provider, number: there.number } } },
  });
  if (!ended) return null;
  const joined = await changeConversation(hub, customerOf(there), {
    conversationId: there._id,
    where: {},
    set: { unreachable: false },
    fact: { type: 'conversation.changed', data: {} },
    event: { type: 'carried-on', data: { from: { provider: current.provider, number: current.number }, to: { provider } } },
  });
  return joined ?? there;
}

/** What its widget shows of it from then on: all up to this line, and where it goes on. */
function shownOf({ channel, url }: Place, current: ConversationRecord): NonNullable<ConversationRecord['carriedOn']> {
  const { channelId, provider, seq, preview, lastMessageAt } = current;
  return { provider: channel.provider, url, from: { channelId, provider }, seq: seq + 1, preview, lastMessageAt };
}

function findLive({ workspaceId }: ConversationRecord, slotId: Place['slotId']): Promise<ConversationRecord | null> {
  return Conversation.findOne({ workspaceId, slotId, live: true }).lean<ConversationRecord | null>().exec();
}

async function urlOf({ id, workspaceId }: ConnectedChannel): Promise<string | null> {
  const found = await Channel.findOne({ _id: id, workspaceId }).select({ account: 1 }).lean<{ account: { url?: string } | null } | null>();
  return found?.account?.url ?? null;
}

function customerOf({ workspaceId, contactId, contact }: ConversationRecord): ContactActor {
  return { type: 'contact', workspaceId, contactId, name: contact.name };
}
