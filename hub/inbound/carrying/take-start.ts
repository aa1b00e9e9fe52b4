import type { InboundMessage } from '../../../bots/contract/inbound.ts';
import { hashToken } from '../../core/ids.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { CarryLink, type CarryLinkRecord } from '../../domain/widget/carrying/model.ts';
import { carryTokenIn } from '../../domain/widget/carrying/start-carrying-on.ts';
import { inboundId } from '../inbound-message.ts';
import { receiveMessage, type InboundTools } from '../receive-message.ts';
import { carryOver } from './carry-over.ts';
import { tellCarried, tellRefused } from './say.ts';

/**
 * Takes a press of Start that carries a conversation on here: the link counts once, in its time, on its bot. False for every other message.
 * The link's own words are kept nowhere; where it counts no more, the press is a plain `/start` that is answered with the reason.
 */
export async function takeStart(hub: InboundTools, channel: ConnectedChannel, event: InboundMessage): Promise<boolean> {
  const { referral } = event.content;
  const token = referral?.source === 'deep-link' ? carryTokenIn(referral.ref) : null;
  if (token === null) return false;
  const link = await useLink(hub, channel, hashToken(token), inboundId(channel, event.chatId, event).toHexString());
  if (typeof link === 'string') {
    await refuse(hub, channel, event, link);
    return true;
  }
  const there = await carryOver(hub, channel, event, link);
  if (there) await tellCarried(hub, channel, there, event);
  else await refuse(hub, channel, event, 'expired');
  return true;
}

type Refusal = 'used' | 'expired';

/** Uses it up for this message; a message that is told again finds it used by itself. */
async function useLink(hub: InboundTools, channel: ConnectedChannel, _id: string, usedBy: string): Promise<CarryLinkRecord | Refusal> {
  const here = { _id, workspaceId: channel.workspaceId, toChannelId: channel.id };
  const used = await CarryLink.findOneAndUpdate(
    { ...here, expiresAt: { $gt: hub.now() }, usedBy: { $exists: false } },
    { $set: { usedBy } },
    { returnDocument: 'after' },
  ).lean<CarryLinkRecord | null>();
  if (used) return used;
  const known = await CarryLink.findOne(here).lean<CarryLinkRecord | null>();
  if (known?.usedBy === usedBy) return known;
  return known?.usedBy === undefined ? 'expired' : 'used';
}

async function refuse(hub: InboundTools, channel: ConnectedChannel, event: InboundMessage, why: Refusal): Promise<void> {
  const { referral: _link, ...content } = event.content;
  const plain: InboundMessage = { ...event, content: { ...content, text: '/start' } };
  const received = await receiveMessage(hub, channel, plain);
  const conversation = received?.conversation ?? (await findOf(channel, event));
  if (conversation) await tellRefused(hub, channel, conversation, plain, why);
}

async function findOf(channel: ConnectedChannel, { chatId }: InboundMessage): Promise<ConversationRecord | null> {
  const { workspaceId, id: channelId } = channel;
  return Conversation.findOne({ workspaceId, channelId, chatId, live: true }).lean<ConversationRecord | null>();
}
