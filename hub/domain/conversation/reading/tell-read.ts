import { ChannelError } from '../../../../bots/contract/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import type { ConversationRecord } from '../model.ts';

/** Lets the customer see that the team has read up to `seq`, where the channel can. Never queued and never in the way: what fails is told the log only. */
export async function tellRead(
  hub: Pick<Hub, 'channels' | 'log'>,
  { _id, channelId, chatId }: Pick<ConversationRecord, '_id' | 'channelId' | 'chatId'>,
  seq: number,
): Promise<void> {
  try {
    const channel = await hub.channels.find(channelId.toHexString());
    if (!channel?.connection.markRead || channel.isPaused) return;
    const last = await Message.findOne({ conversationId: _id, direction: 'in', kind: 'text', seq: { $lte: seq } })
      .sort({ seq: -1 })
      .select({ externalId: 1 })
      .lean<Pick<MessageRecord, 'externalId'> | null>();
    if (last?.externalId) await channel.connection.markRead(chatId, last.externalId);
  } catch (error) {
    const details = { err: error, conversationId: _id.toHexString() };
    if (error instanceof ChannelError) hub.log.debug(details, 'reading could not be told');
    else hub.log.warn(details, 'reading could not be told');
  }
}
