import type { Sender } from '../../../bots/contract/inbound.ts';
import { systemActor } from '../../core/actor.ts';
import { isHubError } from '../../core/error.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { ConnectedChannel } from '../../core/parts/connected-channels.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { announceContact } from '../../domain/contact/announce.ts';
import { editContact } from '../../domain/contact/edit-contact.ts';
import { Contact, Identity, type ContactRecord } from '../../domain/contact/model.ts';
import { identityId, recogniseContact } from '../../domain/contact/recognise.ts';
import type { ConversationRecord } from '../../domain/conversation/model.ts';
import { carryToConversations } from '../../domain/data/contact/carry-contact.ts';
import { mergeContacts } from '../../domain/data/merge/merge-contacts.ts';
import type { InboundTools } from '../receive-message.ts';

/**
 * Gives whoever pressed Start the contact whose conversation is carried on: a new account is that contact's from then on. Who has a contact of
 * their own keeps it; of the conversation's, one of whom nothing else is known ends in it.
 */
export async function bindSender(
  hub: InboundTools,
  channel: ConnectedChannel,
  sender: Sender,
  { contactId }: Pick<ConversationRecord, 'contactId'>,
): Promise<ContactRecord> {
  const { workspaceId } = channel;
  const site = await findLasting(workspaceId, contactId);
  const _id = identityId(channel.id, sender.externalId);
  if (site) {
    const { externalId, name, username } = sender;
    const { doc, created } = await insertOnce(Identity, {
      _id,
      workspaceId,
      channelId: channel.id,
      externalId,
      contactId: site._id,
      name,
      ...(username && { username }),
      createdAt: hub.now(),
    });
    if (created || doc.contactId.equals(site._id)) return addAccount(hub, channel, sender, site);
  }
  const { contact } = await recogniseContact(hub, channel, sender);
  if (site && !site._id.equals(contact._id) && site.kind === 'anonymous' && site.channelIds.length === 1) return merge(hub, contact, site);
  return contact;
}

/** The contact writes here too; what it is called there takes the place of a name that the hub made up. */
async function addAccount(hub: InboundTools, channel: ConnectedChannel, sender: Sender, { _id, workspaceId }: ContactRecord) {
  const edited = await editContact(hub, { workspaceId, contactId: _id }, (current) => ({
    channelIds: [...current.channelIds.filter((id) => !id.equals(channel.id)), channel.id],
    providers: [...new Set([...current.providers, channel.provider])],
    ...(current.isNameMade && { name: sender.name, isNameMade: undefined }),
    ...(current.username === undefined && sender.username !== undefined && { username: sender.username }),
    ...(current.language === undefined && sender.language !== undefined && { language: sender.language }),
  }));
  // Being erased in this very moment: a contact of its own is made as for anybody who writes.
  if (!edited) return (await recogniseContact(hub, channel, sender)).contact;
  const actor = systemActor(workspaceId);
  await carryToConversations(hub, actor, edited.after);
  await announceContact(hub, actor, 'contact.changed', _id);
  return edited.after;
}

async function merge(hub: InboundTools, contact: ContactRecord, site: ContactRecord): Promise<ContactRecord> {
  const { workspaceId } = contact;
  try {
    const ids = { contactId: contact._id.toHexString(), fromId: site._id.toHexString() };
    return (await mergeContacts(hub, systemActor(workspaceId), ids)).contact;
  } catch (error) {
    // Somebody merges or erases one of them right now: the conversation goes over all the same.
    if (!isHubError(error, 'contact.busy') && !isHubError(error, 'contact.unknown')) throw error;
    hub.log.info({ err: error, contactId: contact._id.toHexString() }, 'a conversation is carried on without a merge of contacts');
    return contact;
  }
}

async function findLasting(workspaceId: ObjectId, contactId: ObjectId): Promise<ContactRecord | null> {
  const found = await Contact.findOne({ _id: contactId, workspaceId }).lean<ContactRecord | null>();
  return found?.mergedInto ? findLasting(workspaceId, found.mergedInto) : found;
}
