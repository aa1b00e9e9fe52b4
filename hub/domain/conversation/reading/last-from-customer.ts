import { Message, type MessageRecord } from '../../timeline/model.ts';
import type { ConversationRecord } from '../model.ts';

/** A conversation with the chat it goes by now. */
export type ChatPlace = Pick<ConversationRecord, '_id' | 'channelId' | 'chatId'>;

/** The customer's last message, up to a place in the conversation where one is given, as far as it was written in the chat the conversation goes by now. */
export async function lastFromCustomer(
  { _id, channelId, chatId }: ChatPlace,
  upTo = Infinity,
): Promise<Pick<MessageRecord, 'externalId' | 'seq'> | null> {
  return Message.findOne({ conversationId: _id, direction: 'in', kind: 'text', seq: { $lte: upTo }, channelId, chatId })
    .sort({ seq: -1 })
    .select({ externalId: 1, seq: 1 })
    .lean<Pick<MessageRecord, 'externalId' | 'seq'> | null>();
}
