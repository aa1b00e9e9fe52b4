import type { ContactConversation, ContactDetails } from '../../../api/customers/contacts.ts';
import { can, type Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { Channel } from '../../channel/model.ts';
import { getContact } from '../../contact/get-contact.ts';
import { Identity, type IdentityRecord } from '../../contact/model.ts';
import { presentContact, presentIdentity } from '../../contact/present.ts';
import { Conversation, type ConversationRecord } from '../../conversation/model.ts';
import { visibleTo } from '../../conversation/policy.ts';

const mostConversations = 100;
const countedUpTo = 1000;
const mostIdentities = 200;

/** A contact with its accounts and the conversations the actor may see; five database calls. Throws contact.unknown. */
export async function describeContact(
  hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>,
  actor: Actor,
  contactId: string,
): Promise<ContactDetails> {
  const contact = await getContact(actor, contactId);
  const ofContact = { workspaceId: actor.workspaceId, contactId: contact._id };
  const seen = can(actor, 'conversation.view') ? { $and: [ofContact, visibleTo(actor)] } : null;
  const [identities, conversations, conversationCount] = await Promise.all([
    Identity.find(ofContact).sort({ createdAt: 1 }).limit(mostIdentities).lean<IdentityRecord[]>(),
    seen ? Conversation.find(seen).sort({ lastMessageAt: -1 }).limit(mostConversations).lean<ConversationRecord[]>() : [],
    seen ? Conversation.countDocuments(seen).limit(countedUpTo) : 0,
  ]);
  const providers = await readProviders(identities.map(({ channelId }) => channelId));
  return {
    ...presentContact(hub, contact),
    identities: identities.map((identity) => presentIdentity(identity, providers.get(identity.channelId.toHexString()) ?? '')),
    conversations: conversations.map(presentShortly),
    conversationCount,
  };
}

/** The provider of each channel, removed ones too. */
export async function readProviders(channelIds: readonly ObjectId[]): Promise<Map<string, string>> {
  const channels = await Channel.find({ _id: { $in: [...channelIds] } })
    .select({ provider: 1 })
    .lean<{ _id: ObjectId; provider: string }[]>();
  return new Map(channels.map(({ _id, provider }) => [_id.toHexString(), provider]));
}

function presentShortly(conversation: ConversationRecord): ContactConversation {
  const { _id, number, channelId, provider, status, assigneeId, preview, lastMessageAt } = conversation;
  return {
    id: _id.toHexString(),
    number,
    channelId: channelId.toHexString(),
    provider,
    status,
    assigneeId: assigneeId?.toHexString() ?? null,
    preview,
    lastMessageAt: lastMessageAt.toISOString(),
  };
}
