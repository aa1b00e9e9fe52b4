import { systemActor } from '../../core/actor.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { searchTerms } from '../../core/search.ts';
import { nextNumber } from '../../database/counters.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { conversationCounter } from '../workspace/create-workspace.ts';
import type { ContactRecord, IdentityRecord } from '../contact/model.ts';
import { Department } from '../department/model.ts';
import { newFact } from './recording/announcer.ts';
import { Conversation, type ConversationRecord } from './model.ts';
import { ConversationSlot, slotIdOf } from './slot.ts';
import { tellRecorded } from './recording/tell.ts';

export type OpenTools = Pick<Hub, 'now' | 'announcer' | 'secrets' | 'baseUrl' | 'step'>;

interface Opening {
  channel: Pick<ConnectedChannel, 'id' | 'workspaceId' | 'provider'> & { departmentId?: ObjectId | null };
  chatId: string;
  contact: ContactRecord;
  identity: IdentityRecord;
}

/**
 * The live conversation of a chat; opens one where there is none. Conversations of a chat form a chain: the first has the slot's
 * key, each next one its predecessor's, so whoever races for the next link makes the same one.
 */
export async function openConversation(hub: OpenTools, opening: Opening): Promise<ConversationRecord> {
  const { channel, chatId, contact } = opening;
  const slotId = slotIdOf(channel.id, chatId);
  await insertOnce(ConversationSlot, {
    _id: slotId,
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    chatId,
    contactId: contact._id,
    createdAt: hub.now(),
  });
  hub.step('in.slot');
  const last = await Conversation.findOne({ slotId }).sort({ number: -1 }).lean<ConversationRecord>();
  if (last?.live) return last;
  for (let before = last?._id.toHexString() ?? 'first'; ;) {
    const conversation = await insertConversation(hub, opening, naturalId('conversation', slotId.toHexString(), before));
    hub.step('in.conversation');
    if (conversation.slotId.equals(slotId)) return conversation;
    // That link of the chain was carried on in another chat: the next one follows it.
    before = conversation._id.toHexString();
  }
}

async function insertConversation(
  hub: OpenTools,
  { channel, chatId, contact, identity }: Opening,
  _id: ObjectId,
): Promise<ConversationRecord> {
  const at = hub.now();
  const number = await nextNumber(conversationCounter(channel.workspaceId));
  hub.step('in.number');
  const fact = newFact(systemActor(channel.workspaceId), 'conversation.opened', {}, at);
  const { doc, created } = await insertOnce(Conversation, {
    _id,
    workspaceId: channel.workspaceId,
    number,
    channelId: channel.id,
    provider: channel.provider,
    chatId,
    slotId: slotIdOf(channel.id, chatId),
    live: true,
    contactId: contact._id,
    identityId: identity.claimedBy ?? identity._id,
    contact: {
      name: contact.name,
      ...(contact.avatarFileId && { avatarFileId: contact.avatarFileId }),
      ...(contact.blocked && { blocked: true }),
    },
    unreachable: identity.unreachableSince !== null,
    status: 'open',
    departmentId: await departmentOf(channel),
    lastMessageAt: at,
    seq: 0,
    rev: 1,
    changedAt: at,
    facts: [fact],
    factsAt: at,
    createdAt: at,
    terms: searchTerms(contact.name, contact.username, String(number), ...contact.phones),
  });
  const conversation = doc.toObject();
  if (created) tellRecorded(hub, conversation, fact);
  return conversation;
}

/** The channel's own department, unless it was removed a moment ago. */
async function departmentOf({ workspaceId, departmentId }: Opening['channel']): Promise<ObjectId | null> {
  if (!departmentId) return null;
  return (await Department.exists({ _id: departmentId, workspaceId })) ? departmentId : null;
}

/** Ends a closed conversation's turn in its chat, so that the next message opens a new one. False when it was opened again meanwhile. */
export async function retireConversation(conversation: ConversationRecord): Promise<boolean> {
  const { modifiedCount } = await Conversation.updateOne(
    { _id: conversation._id, status: 'closed', live: true },
    { $set: { live: false } },
  );
  return modifiedCount === 1;
}
