import type { z } from 'zod';
import type { pageVisitView } from '../../../api/visitors/visitors.ts';
import { authorize, type Actor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { pageBy, type Page } from '../../../database/keyset.ts';
import { getContact } from '../../contact/get-contact.ts';
import { Identity } from '../../contact/model.ts';
import { PageVisit, type PageVisitRecord } from '../model.ts';

const perPage = 200;

/** Pages that a contact looked at, by whichever browser and login, the latest first. Throws contact.unknown. */
export async function listContactVisits(
  actor: Actor,
  contactId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<PageVisitRecord>> {
  authorize(actor, 'contact.view');
  const contact = await getContact(actor, contactId);
  const identities = await Identity.find({ workspaceId: actor.workspaceId, contactId: contact._id })
    .select({ _id: 1 })
    .lean<{ _id: ObjectId }[]>();
  return eachVisitPage(
    actor.workspaceId,
    identities.map(({ _id }) => _id),
    cursor,
    limit,
  );
}

/** A page of what these browsers and logins looked at, the latest first. */
export async function eachVisitPage(
  workspaceId: ObjectId,
  visitorKeys: readonly ObjectId[],
  cursor: string | undefined,
  limit = perPage,
): Promise<Page<PageVisitRecord>> {
  return pageBy<PageVisitRecord>(PageVisit, {
    filter: { workspaceId, visitorKey: { $in: [...visitorKeys] } },
    sort: [
      { field: 'at', direction: -1, type: 'date' },
      { field: '_id', direction: -1, type: 'id' },
    ],
    cursor,
    limit,
  });
}

/** A page of a visit as the outside sees it. */
export function presentPageVisit({ _id, url, title, at, seconds, event }: PageVisitRecord): z.infer<typeof pageVisitView> {
  return { id: _id.toHexString(), url, title, at: at.toISOString(), seconds, ...(event && { event }) };
}
