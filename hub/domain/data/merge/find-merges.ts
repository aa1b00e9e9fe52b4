import type { DuplicateView, MergePreview, MergeView } from '../../../api/customers/contact-merges.ts';
import { authorize, type Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { facet, phoneDigits } from '../../contact/derive.ts';
import { getContact } from '../../contact/get-contact.ts';
import { Contact, Identity, type ContactRecord } from '../../contact/model.ts';
import { presentContact } from '../../contact/present.ts';
import { Conversation } from '../../conversation/model.ts';
import { Message } from '../../timeline/model.ts';
import { describeMerge, snapshotOf } from './merge-fields.ts';
import { getBoth } from './merge-contacts.ts';
import { Merge, type MergeRecord } from './model.ts';

type Tools = Pick<Hub, 'secrets' | 'now' | 'baseUrl'>;

const countedUpTo = 1000;
const mostMerges = 100;
const mostDuplicates = 10;

/** What a merge would do, without doing it. Throws contact.unknown, contact.not-mergeable. */
export async function previewMerge(
  hub: Tools,
  actor: Actor,
  { contactId, fromId }: { contactId: string; fromId: string },
): Promise<MergePreview> {
  authorize(actor, 'contact.edit');
  const { contact, from } = await getBoth(actor, contactId, fromId);
  return {
    contact: presentContact(hub, contact),
    from: presentContact(hub, from),
    fields: describeMerge(snapshotOf(contact), snapshotOf(from)),
    moves: await countMoves(actor, from._id),
  };
}

async function countMoves({ workspaceId }: Actor, contactId: ObjectId): Promise<MergePreview['moves']> {
  const [identities, conversations] = await Promise.all([
    Identity.countDocuments({ workspaceId, contactId }).limit(countedUpTo),
    Conversation.find({ workspaceId, contactId }).limit(countedUpTo).select({ _id: 1 }).lean<{ _id: ObjectId }[]>(),
  ]);
  const files = await Message.countDocuments({
    conversationId: { $in: conversations.map(({ _id }) => _id) },
    'attachments.fileId': { $exists: true },
  }).limit(countedUpTo);
  return { identities, conversations: conversations.length, files };
}

/** Merges into a contact that are still known, newest first. Throws contact.unknown. */
export async function listMerges(hub: Pick<Hub, 'now'>, actor: Actor, contactId: string): Promise<MergeView[]> {
  const { _id } = await getContact(actor, contactId);
  const found = await Merge.find({ workspaceId: actor.workspaceId, contactId: _id })
    .sort({ createdAt: -1 })
    .limit(mostMerges)
    .lean<MergeRecord[]>();
  const ended = await Contact.find({ _id: { $in: found.map(({ fromId }) => fromId) }, workspaceId: actor.workspaceId })
    .select({ name: 1 })
    .lean<Pick<ContactRecord, '_id' | 'name'>[]>();
  const names = new Map(ended.map((contact) => [contact._id.toHexString(), contact.name]));
  return found.map((merge) => presentMerge(hub, merge, names.get(merge.fromId.toHexString()) ?? ''));
}

function presentMerge(hub: Pick<Hub, 'now'>, merge: MergeRecord, name: string): MergeView {
  return {
    id: merge._id.toHexString(),
    contactId: merge.contactId.toHexString(),
    from: { id: merge.fromId.toHexString(), name },
    state: merge.state,
    moved: { identities: merge.moved.identities.length, conversations: merge.moved.conversations.length },
    by: { ...merge.actor },
    createdAt: merge.createdAt.toISOString(),
    undoUntil: merge.state === 'done' && merge.undoUntil > hub.now() ? merge.undoUntil.toISOString() : null,
  };
}

/** Contacts that look like the same person, the surest first; each look-up is on an index. Throws contact.unknown. */
export async function listDuplicates(hub: Tools, actor: Actor, contactId: string): Promise<DuplicateView[]> {
  const contact = await getContact(actor, contactId);
  const others = {
    workspaceId: actor.workspaceId,
    _id: { $ne: contact._id },
    erasingAt: { $exists: false },
    mergedInto: { $exists: false },
  };
  const digits = new Set(contact.phones.map(phoneDigits).filter((phone) => phone.length >= 6));
  const find = (where: object) =>
    Contact.find({ ...others, ...where })
      .limit(mostDuplicates * 2)
      .lean<ContactRecord[]>();
  const [byPhone, byEmail, byName] = await Promise.all([
    digits.size > 0 ? find({ terms: { $in: [...digits] } }) : [],
    contact.emails.length > 0 ? find({ emails: { $in: contact.emails } }) : [],
    contact.channelIds.length > 0 && !contact.isNameMade
      ? find({ facets: { $in: contact.channelIds.map((id) => facet.channel(id.toHexString())) }, nameKey: contact.nameKey })
      : [],
  ]);
  const found = new Map<string, { contact: ContactRecord; reasons: DuplicateView['reasons'] }>();
  const add = (reason: DuplicateView['reasons'][number], contacts: readonly ContactRecord[]) => {
    for (const each of contacts) {
      const entry = found.get(each._id.toHexString()) ?? { contact: each, reasons: [] };
      found.set(each._id.toHexString(), { ...entry, reasons: [...entry.reasons, reason] });
    }
  };
  // Terms hold other numbers too.
  add(
    'phone',
    byPhone.filter(({ phones }) => phones.some((phone) => digits.has(phoneDigits(phone)))),
  );
  add('email', byEmail);
  add('name', byName);
  return [...found.values()]
    .sort((one, other) => other.reasons.length - one.reasons.length)
    .slice(0, mostDuplicates)
    .map((each) => ({ contact: presentContact(hub, each.contact), reasons: each.reasons }));
}
