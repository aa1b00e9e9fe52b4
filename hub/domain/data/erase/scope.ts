import type { ObjectId } from '../../../core/ids.ts';
import { Identity, type ContactRecord } from '../../contact/model.ts';
import { Conversation } from '../../conversation/model.ts';
import { ConversationSlot } from '../../conversation/slot.ts';

interface Chat {
  channelId: ObjectId;
  chatId: string;
}

/** All that names a contact, read from what is still there: an erasure that died halfway finds the rest by it. */
export interface ErasureScope {
  workspaceId: ObjectId;
  contactId: ObjectId;
  conversationIds: ObjectId[];
  chats: Chat[];
  /** The contact's accounts at providers. */
  accounts: { channelId: ObjectId; externalId: string }[];
}

/** Reads the scope; three database calls. */
export async function readScope({ _id: contactId, workspaceId }: Pick<ContactRecord, '_id' | 'workspaceId'>): Promise<ErasureScope> {
  const ofContact = { workspaceId, contactId };
  const [conversations, slots, accounts] = await Promise.all([
    Conversation.find(ofContact).select({ channelId: 1, chatId: 1 }).lean<(Chat & { _id: ObjectId })[]>(),
    ConversationSlot.find(ofContact).select({ channelId: 1, chatId: 1 }).lean<Chat[]>(),
    Identity.find(ofContact).select({ channelId: 1, externalId: 1 }).lean<ErasureScope['accounts']>(),
  ]);
  const chats = new Map(
    [...conversations, ...slots].map(({ channelId, chatId }) => [`${channelId.toHexString()}:${chatId}`, { channelId, chatId }]),
  );
  return { workspaceId, contactId, conversationIds: conversations.map(({ _id }) => _id), chats: [...chats.values()], accounts };
}
