import * as api from '../../../api/customers/contact-merges.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { route, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import { presentContact } from '../../contact/present.ts';
import { listDuplicates, listMerges, previewMerge } from './find-merges.ts';
import { mergeContacts } from './merge-contacts.ts';
import type { MergeTools } from './run-merge.ts';
import { undoMerge } from './undo-merge.ts';

/** Routes of merging contacts. */
export function mergeRoutes(hub: MergeTools & Pick<Hub, 'secrets' | 'baseUrl'>): Route[] {
  return [
    route(api.previewMerge, ({ actor, params: { contactId }, body: { from } }) => previewMerge(hub, actor, { contactId, fromId: from })),
    route(api.mergeContacts, async ({ actor, params: { contactId }, body: { from }, request }) => {
      const { contact, mergeId } = await mergeContacts(hub, actor, { contactId, fromId: from }, auditOrigin(request));
      return { contact: presentContact(hub, contact), mergeId: mergeId.toHexString() };
    }),
    route(api.undoMerge, async ({ actor, params, request }) => {
      const { contact, restored, conflicts } = await undoMerge(hub, actor, params.mergeId, auditOrigin(request));
      return { contact: presentContact(hub, contact), restored: presentContact(hub, restored), conflicts };
    }),
    route(api.listMerges, async ({ actor, params }) => ({ items: await listMerges(hub, actor, params.contactId) })),
    route(api.listDuplicates, async ({ actor, params }) => ({ items: await listDuplicates(hub, actor, params.contactId) })),
  ];
}
