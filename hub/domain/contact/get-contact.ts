import type { QueryFilter } from 'mongoose';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { searchPrefixes } from '../../core/search.ts';
import { pageBy, type Page } from '../../database/keyset.ts';
import { Contact, type ContactRecord } from './model.ts';

/** One contact of the actor's workspace; one that is being erased is gone already. Throws contact.unknown. */
export async function getContact(actor: Actor, contactId: string | ObjectId): Promise<ContactRecord> {
  const found = await Contact.findOne({
    _id: toObjectId(contactId),
    workspaceId: actor.workspaceId,
    erasingAt: { $exists: false },
  }).lean<ContactRecord | null>();
  if (!found) throw new HubError('contact.unknown', { contactId: String(contactId) });
  return found;
}

interface ContactQuery {
  q?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** A page of the workspace's contacts, newest first; every word of `q` must begin one of the contact's terms. */
export async function listContacts(actor: Actor, { q, cursor, limit }: ContactQuery): Promise<Page<ContactRecord>> {
  const filter: QueryFilter<ContactRecord> = { workspaceId: actor.workspaceId, erasingAt: { $exists: false } };
  if (q !== undefined) {
    const prefixes = searchPrefixes(q);
    if (prefixes.length === 0) return { items: [], nextCursor: null };
    filter.$and = prefixes.map((prefix) => ({ terms: prefix }));
  }
  return pageBy<ContactRecord>(Contact, {
    filter,
    sort: [
      { field: 'createdAt', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    cursor,
    limit,
  });
}
