import type { Sender } from '../../../bots/contract/inbound.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { deriveContact } from './derive.ts';
import { Contact, Identity, type ContactRecord, type IdentityRecord } from './model.ts';

interface ChannelPlace {
  id: ObjectId;
  workspaceId: ObjectId;
  provider: string;
}

/** The key of an identity: two channels and one person are two identities. */
export function identityId(channelId: ObjectId, externalId: string): ObjectId {
  return naturalId('identity', channelId.toHexString(), externalId);
}

/**
 * The contact behind a sender, made on the first message. Every document has the same key whoever creates it, so racing webhooks,
 * or a repeat after a crash halfway, end with one contact.
 */
export async function recogniseContact(
  hub: Pick<Hub, 'now' | 'step'>,
  channel: ChannelPlace,
  sender: Sender,
  /** What a new contact and a new identity get beside what the sender says. */
  more: { isNameMade?: true; claim?: IdentityRecord['claim'] } = {},
): Promise<{ contact: ContactRecord; identity: IdentityRecord; created: boolean }> {
  const { externalId, name, username, language, phone } = sender;
  const isNameMade = more.isNameMade ?? sender.isNameMade;
  const at = hub.now();
  const _id = identityId(channel.id, externalId);
  const known = await Identity.findOne({ _id, workspaceId: channel.workspaceId }).lean<IdentityRecord>();
  const knownContact = known && (await findLasting(channel.workspaceId, known.contactId));
  if (known && knownContact) return { contact: knownContact, identity: known, created: false };

  const said = {
    name,
    ...(isNameMade && { isNameMade }),
    ...(username && { username }),
    ...(language && { language }),
    phones: phone ? [phone] : [],
    emails: [],
    tags: [],
    fields: {},
    blocked: false,
    channelIds: [channel.id],
    providers: [channel.provider],
  };
  const { doc: contact, created } = await insertOnce(Contact, {
    _id: known?.contactId ?? naturalId('first-contact', _id.toHexString()),
    workspaceId: channel.workspaceId,
    ...said,
    ...deriveContact(said),
    activeAt: at,
    createdAt: at,
    updatedAt: at,
  });
  hub.step('in.contact');
  const { doc: identity } = await insertOnce(Identity, {
    _id,
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    externalId,
    contactId: contact._id,
    name,
    ...(username && { username }),
    ...(more.claim && { claim: more.claim }),
    createdAt: at,
  });
  hub.step('in.identity');
  return { contact: contact.toObject(), identity: identity.toObject(), created };
}

/** A contact, or the one it was merged into. Null when it was erased. */
async function findLasting(workspaceId: ObjectId, contactId: ObjectId): Promise<ContactRecord | null> {
  const found = await Contact.findOne({ _id: contactId, workspaceId }).lean<ContactRecord | null>();
  return found?.mergedInto ? findLasting(workspaceId, found.mergedInto) : found;
}
