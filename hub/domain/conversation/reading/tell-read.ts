import { ChannelError } from '../../../../bots/contract/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { lastFromCustomer, type ChatPlace } from './last-from-customer.ts';

/**
 * Lets the customer see that the team has read up to `seq`, where the channel can; where it can mark only the whole chat, once nothing came after.
 * Never queued and never in the way: what fails is told the log only.
 */
export async function tellRead(hub: Pick<Hub, 'channels' | 'log'>, conversation: ChatPlace, seq: number): Promise<void> {
  try {
    const channel = await hub.channels.find(conversation.channelId.toHexString());
    if (!channel?.connection.markRead || channel.isPaused) return;
    const last = await lastFromCustomer(conversation, channel.connection.marksWholeChat ? undefined : seq);
    if (last?.externalId && last.seq <= seq) await channel.connection.markRead(conversation.chatId, last.externalId);
  } catch (error) {
    const details = { err: error, conversationId: conversation._id.toHexString() };
    if (error instanceof ChannelError) hub.log.debug(details, 'reading could not be told');
    else hub.log.warn(details, 'reading could not be told');
  }
}
