import type { FieldValue } from '../../api/customers/custom-fields.ts';
import type { VisitorProfile } from '../../api/widget/calls.ts';
import { systemActor } from '../../core/actor.ts';
import type { KnownWidget } from '../../core/widget/known-widgets.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { Identity, type ContactRecord, type IdentityRecord } from '../../domain/contact/model.ts';
import { problemOf } from '../../domain/custom-field/check-values.ts';
import { listCustomFields } from '../../domain/custom-field/find-custom-fields.ts';
import type { ContactChange } from '../../domain/data/contact/change.ts';
import { updateContact } from '../../domain/data/contact/update-contact.ts';
import { keepClaim } from '../../domain/visitor/claims.ts';
import { ownIdentityId } from '../../domain/widget/visitor-sees.ts';
import { meetVisitor } from './meet-visitor.ts';
import type { VisitorTools } from './visitor-tools.ts';

/**
 * What the site says of its visitor. Of one it signed for it goes onto the contact; of another it is a claim, kept beside the identity, or,
 * until there is one, in this process.
 */
export async function takeMetadata(hub: VisitorTools, visitor: VisitorCaller, profile: VisitorProfile): Promise<void> {
  const { workspaceId } = visitor;
  if (visitor.isVerified) {
    const met = await meetVisitor(hub, visitor, undefined);
    await keepOfUser(hub, visitor, met, profile);
    return;
  }
  const { name, email, phone, fields } = profile;
  const claim = { ...(name && { name }), ...(email && { email }), ...(phone && { phone }), ...(fields && { fields }) };
  keepClaim(visitor, claim);
  const set = Object.fromEntries(
    Object.entries({ name, email, phone, fields }).flatMap(([key, value]) => (value === undefined ? [] : [[`claim.${key}`, value]])),
  );
  if (Object.keys(set).length > 0) await Identity.updateOne({ _id: ownIdentityId(visitor), workspaceId }, { $set: set });
}

/** Puts what a site signed for onto its user's contact, as far as it is news; nothing is written otherwise. Gives the contact as it is then. */
export async function keepOfUser(
  hub: VisitorTools,
  { workspaceId }: Pick<KnownWidget, 'workspaceId'>,
  { contact, identity }: { contact: ContactRecord; identity: IdentityRecord },
  profile: VisitorProfile,
): Promise<ContactRecord> {
  const change = { ...changeOf(contact, profile, isFollowing(contact, identity)), ...(await fieldsOf(contact, profile)) };
  if (Object.keys(change).length === 0) return contact;
  const after = await updateContact(hub, systemActor(workspaceId, 'Website'), contact._id, change);
  if (change.name !== undefined) await Identity.updateOne({ _id: identity._id, workspaceId }, { $set: { name: change.name } });
  return after;
}

/** A contact that the team renamed keeps that name. */
function isFollowing(contact: ContactRecord, identity: IdentityRecord): boolean {
  return contact.isNameMade === true || contact.name === identity.name;
}

const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
/** More addresses than this are nobody's. */
const mostAddresses = 20;

/** What is news of name, addresses and language. */
export function changeOf(
  contact: ContactRecord,
  { name, email, phone, language }: VisitorProfile,
  isNameTaken: boolean,
): Pick<ContactChange, 'name' | 'emails' | 'phones' | 'language'> {
  const address = email?.toLowerCase();
  const isNewEmail = address !== undefined && !contact.emails.some((known) => known.toLowerCase() === address);
  const isNewPhone = phone !== undefined && !contact.phones.includes(phone);
  return {
    ...(name !== undefined && isNameTaken && name !== contact.name && { name }),
    ...(isNewEmail && contact.emails.length < mostAddresses && { emails: [...contact.emails, address] }),
    ...(isNewPhone && contact.phones.length < mostAddresses && { phones: [...contact.phones, phone] }),
    ...(language !== undefined && languageTag.test(language) && contact.language === undefined && { language }),
  };
}

/** Values of fields that the workspace has and that fit; the rest is left out. */
async function fieldsOf(contact: ContactRecord, { fields: given }: VisitorProfile): Promise<Pick<ContactChange, 'fields'>> {
  if (!given || Object.keys(given).length === 0) return {};
  const fields: Record<string, FieldValue | null> = {};
  for (const field of await listCustomFields(contact)) {
    const value = given[field.key];
    if (value === undefined || value === (contact.fields[field.key] ?? null)) continue;
    if (value === null || problemOf(field, value) === null) fields[field.key] = value;
  }
  return Object.keys(fields).length > 0 ? { fields } : {};
}
