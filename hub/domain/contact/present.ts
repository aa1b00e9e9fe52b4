import type { ContactView, IdentityView } from '../../api/customers/contacts.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { fileUrl } from '../file/link.ts';
import type { ContactRecord, IdentityRecord } from './model.ts';

/** A contact as the outside sees it. */
export function presentContact(hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>, contact: ContactRecord): ContactView {
  return {
    id: contact._id.toHexString(),
    name: contact.name,
    kind: contact.kind,
    externalUserId: contact.externalUserId ?? null,
    ...(contact.username && { username: contact.username }),
    phones: [...contact.phones],
    emails: [...contact.emails],
    language: contact.language ?? null,
    avatarUrl: contact.avatarFileId ? fileUrl(hub, contact.avatarFileId.toHexString(), 'avatar') : null,
    blocked: contact.blocked,
    notes: contact.notes,
    tags: [...contact.tags],
    fields: { ...contact.fields },
    lastMessageAt: contact.lastMessageAt?.toISOString() ?? null,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
  };
}

/** A contact's account at a provider as the outside sees it. */
export function presentIdentity(identity: IdentityRecord, provider: string): IdentityView {
  return {
    id: identity._id.toHexString(),
    channelId: identity.channelId.toHexString(),
    provider,
    externalId: identity.externalId,
    name: identity.name,
    ...(identity.username && { username: identity.username }),
    unreachableSince: identity.unreachableSince?.toISOString() ?? null,
    ...(identity.claim && { claim: identity.claim }),
    createdAt: identity.createdAt.toISOString(),
  };
}
