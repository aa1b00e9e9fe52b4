import type { Language } from '../../api/fields.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { deriveContact } from '../../domain/contact/derive.ts';
import { editContact } from '../../domain/contact/edit-contact.ts';
import { Contact, Identity, type ContactRecord, type IdentityRecord } from '../../domain/contact/model.ts';
import { identityId, recogniseContact } from '../../domain/contact/recognise.ts';

type MeetTools = Pick<Hub, 'now' | 'step'>;

interface Met {
  contact: ContactRecord;
  identity: IdentityRecord;
}

const madeNames: Record<Language, string> = { en: 'Visitor', ru: 'Посетитель' };

/** What to call a browser of which nothing is known. */
export function madeNameOf(visitorId: string, language: Language): string {
  return `${madeNames[language]} ${visitorId.slice(2, 6)}`;
}

/** The contact behind a browser, made with the first thing it does. */
export async function meetVisitor(
  hub: MeetTools,
  { workspaceId, channelId, identity, name, claim, isVerified }: VisitorCaller,
  keptClaim: IdentityRecord['claim'],
): Promise<Met> {
  const channel = { id: channelId, workspaceId, provider: 'widget' };
  const said = { ...claim, ...keptClaim };
  return recogniseContact(
    hub,
    channel,
    { externalId: identity, name },
    {
      ...(!isVerified && { isNameMade: true as const }),
      ...(!isVerified && Object.keys(said).length > 0 && { claim: said }),
    },
  );
}

/** The contact of a user whom the site signed for: the one with that external user id, whoever made it, else a new one. */
export async function meetUser(
  hub: MeetTools,
  place: { workspaceId: ObjectId; channelId: ObjectId },
  user: { userId: string; identity: string; name: string; isNameMade: boolean },
): Promise<Met> {
  const { workspaceId, channelId } = place;
  const _id = identityId(channelId, user.identity);
  const known = await Identity.findOne({ _id, workspaceId }).lean<IdentityRecord | null>();
  const knownContact = known && (await findLasting(workspaceId, known.contactId));
  if (known && knownContact) return { identity: known, contact: knownContact };

  const contact = await contactOfUser(hub, place, user);
  const { doc } = await insertOnce(Identity, {
    _id,
    workspaceId,
    channelId,
    externalId: user.identity,
    contactId: contact._id,
    name: user.name,
    createdAt: hub.now(),
  });
  return { identity: doc.toObject(), contact };
}

async function findLasting(workspaceId: ObjectId, contactId: ObjectId): Promise<ContactRecord | null> {
  const found = await Contact.findOne({ _id: contactId, workspaceId }).lean<ContactRecord | null>();
  return found?.mergedInto ? findLasting(workspaceId, found.mergedInto) : found;
}

async function contactOfUser(
  hub: MeetTools,
  { workspaceId, channelId }: { workspaceId: ObjectId; channelId: ObjectId },
  { userId, name, isNameMade }: { userId: string; name: string; isNameMade: boolean },
): Promise<ContactRecord> {
  const at = hub.now();
  const said = {
    name,
    ...(isNameMade && { isNameMade }),
    externalUserId: userId,
    phones: [],
    emails: [],
    tags: [],
    fields: {},
    blocked: false,
    channelIds: [channelId],
    providers: ['widget'],
  };
  const ofUser = { workspaceId, externalUserId: userId };
  const present = await Contact.findOne(ofUser).lean<ContactRecord | null>();
  if (!present) {
    const values = { ...said, ...deriveContact(said), _id: new ObjectId(), workspaceId, activeAt: at, createdAt: at, updatedAt: at };
    const { doc, created } = await insertOnce(Contact, values, ofUser);
    if (created) return doc.toObject();
  }
  const edited = await editContact(
    hub,
    { workspaceId, contactId: (present ?? (await Contact.findOne(ofUser).orFail().lean()))._id },
    (contact) =>
      contact.providers.includes('widget') && contact.channelIds.some((id) => id.equals(channelId))
        ? null
        : {
            channelIds: [...contact.channelIds.filter((id) => !id.equals(channelId)), channelId],
            providers: [...new Set([...contact.providers, 'widget'])],
          },
  );
  return edited?.after ?? Contact.findOne(ofUser).orFail().lean<ContactRecord>();
}
