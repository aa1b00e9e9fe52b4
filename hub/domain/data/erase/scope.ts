import type { ObjectId } from '../../../core/ids.ts';
import { Contact, Identity, type ContactRecord } from '../../contact/model.ts';
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
  /** Contacts that were merged into this one, at whatever remove, and are kept for an undo; with their pictures. */
  gone: { _id: ObjectId; avatarFileId?: ObjectId }[];
  conversationIds: ObjectId[];
  chats: Chat[];
  /** The contact's accounts at providers. */
  accounts: { channelId: ObjectId; externalId: string }[];
}

/** Reads the scope; four database calls, and one more for each merge behind a merge. */
export async function readScope({ _id: contactId, workspaceId }: Pick<ContactRecord, '_id' | 'workspaceId'>): Promise<ErasureScope> {
  const gone = await readGone(workspaceId, [contactId]);
  const ofContact = { workspaceId, contactId: { $in: [contactId, ...gone.map(({ _id }) => _id)] } };
  const [conversations, slots, accounts] = await Promise.all([
    Conversation.find(ofContact).select({ channelId: 1, chatId: 1 }).lean<(Chat & { _id: ObjectId })[]>(),
    ConversationSlot.find(ofContact).select({ channelId: 1, chatId: 1 }).lean<Chat[]>(),
    Identity.find(ofContact).select({ channelId: 1, externalId: 1 }).lean<ErasureScope['accounts']>(),
  ]);
  const chats = new Map(
    [...conversations, ...slots].map(({ channelId, chatId }) => [`${channelId.toHexString()}:${chatId}`, { channelId, chatId }]),
  );
  return { workspaceId, contactId, gone, conversationIds: conversations.map(({ _id }) => _id), chats: [...chats.values()], accounts };
}

async function readGone(workspaceId: ObjectId, into: ObjectId[]): Promise<ErasureScope['gone']> {
  const gone = await Contact.find({ workspaceId, mergedInto: { $in: into } })
    .select({ avatarFileId: 1 })
    .lean<ErasureScope['gone']>();
  if (gone.length === 0) return [];
  return [
    ...gone,
    ...(await readGone(
      workspaceId,
      gone.map(({ _id }) => _id),
    )),
  ];
}
