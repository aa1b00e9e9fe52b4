import type { Sender } from '../../../bots/contract/inbound.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { deriveContact } from './derive.ts';
import { Contact, Identity, type ContactRecord, type IdentityRecord } from './model.ts';

const mostAliases = 20;

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
 * The contact behind a sender, found by any id of theirs, or made on the first message. Every document has the same key whoever creates it, so racing webhooks,
 * or a repeat after a crash halfway, end with one contact.
 */
export async function recogniseContact(
  hub: Pick<Hub, 'now' | 'step'>,
  channel: ChannelPlace,
  sender: Sender,
  /** What a new contact and a new identity get beside what the sender says. */
  more: { isNameMade?: true; claim?: IdentityRecord['claim'] } = {},
): Promise<{ contact: ContactRecord; identity: IdentityRecord; created: boolean }> {
  const { externalId, name, username, aliases } = sender;
  const isNameMade = more.isNameMade ?? sender.isNameMade;
  const at = hub.now();
  const _id = identityId(channel.id, externalId);
  const known = await Identity.findOne({ _id, workspaceId: channel.workspaceId }).lean<IdentityRecord>();
  const knownContact = known && (await findLasting(channel.workspaceId, known.contactId));
  if (known && knownContact) return { contact: knownContact, identity: known, created: false };

  const alias = known ? null : await findByAlias(channel, sender);
  const { contact, created } = alias
    ? { contact: alias, created: false }
    : await makeContact(hub, channel, { known, _id, isNameMade, sender });
  hub.step('in.contact');
  const { doc: identity } = await insertOnce(Identity, {
    _id,
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    externalId,
    contactId: contact._id,
    name,
    ...(username && { username }),
    ...(aliases && aliases.length > 0 && { aliases }),
    ...(more.claim && { claim: more.claim }),
    createdAt: at,
  });
  hub.step('in.identity');
  return { contact, identity: identity.toObject(), created };
}

async function makeContact(
  hub: Pick<Hub, 'now'>,
  channel: ChannelPlace,
  given: { known: IdentityRecord | null; _id: ObjectId; isNameMade: true | undefined; sender: Sender },
): Promise<{ contact: ContactRecord; created: boolean }> {
  const { name, username, language, phone } = given.sender;
  const at = hub.now();
  const said = {
    name,
    ...(given.isNameMade && { isNameMade: given.isNameMade }),
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
  const { doc, created } = await insertOnce(Contact, {
    _id: given.known?.contactId ?? naturalId('first-contact', given._id.toHexString()),
    workspaceId: channel.workspaceId,
    ...said,
    ...deriveContact(said),
    activeAt: at,
    createdAt: at,
    updatedAt: at,
  });
  return { contact: doc.toObject(), created };
}

/**
 * The contact of somebody whom this channel knows by another of their ids. Where several contacts answer to them, it is that of the first id the
 * provider names, else the oldest: those who are there already are left as they are, for a person to merge.
 */
async function findByAlias({ id, workspaceId }: ChannelPlace, { externalId, aliases = [] }: Sender): Promise<ContactRecord | null> {
  const ids = aliases.map((alias) => identityId(id, alias));
  const found = await Identity.find({
    workspaceId,
    channelId: id,
    $or: [{ _id: { $in: ids } }, { aliases: { $in: [externalId, ...aliases] } }],
  })
    .sort({ createdAt: 1, _id: 1 })
    .limit(mostAliases)
    .lean<IdentityRecord[]>();
  const rank = ({ _id }: IdentityRecord) => {
    const at = ids.findIndex((alias) => alias.equals(_id));
    return at < 0 ? ids.length : at;
  };
  for (const { contactId } of found.toSorted((one, other) => rank(one) - rank(other))) {
    const contact = await findLasting(workspaceId, contactId);
    if (contact) return contact;
  }
  return null;
}

/** A contact, or the one it was merged into. Null when it was erased. */
async function findLasting(workspaceId: ObjectId, contactId: ObjectId): Promise<ContactRecord | null> {
  const found = await Contact.findOne({ _id: contactId, workspaceId }).lean<ContactRecord | null>();
  return found?.mergedInto ? findLasting(workspaceId, found.mergedInto) : found;
}
