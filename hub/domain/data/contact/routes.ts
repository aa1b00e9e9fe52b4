import * as api from '../../../api/customers/contacts.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { route, type Route } from '../../../core/route.ts';
import { auditOrigin } from '../../audit/record-audit.ts';
import { countContacts, listContacts } from '../../contact/list-contacts.ts';
import { presentContact } from '../../contact/present.ts';
import type { ChangeTools } from '../../conversation/recording/change.ts';
import { eraseContact } from '../erase/erase-contact.ts';
import { blockContact } from './block-contact.ts';
import { changeManyContacts } from './change-many.ts';
import { createContact } from './create-contact.ts';
import { describeContact } from './describe-contact.ts';
import { updateContact } from './update-contact.ts';

/** Routes of contacts. */
export function contactRoutes(hub: ChangeTools & Pick<Hub, 'facts' | 'files'>): Route[] {
  return [
    route(api.listContacts, async ({ actor, query }) => {
      const page = await listContacts(actor, query);
      return { items: page.items.map((contact) => presentContact(hub, contact)), nextCursor: page.nextCursor };
    }),
    route(api.countContacts, ({ actor, query }) => countContacts(actor, query)),
    route(api.createContact, async ({ actor, body, request }) =>
      presentContact(hub, await createContact(hub, actor, body, auditOrigin(request))),
    ),
    route(api.changeManyContacts, async ({ actor, body: { ids, action, tag = '' }, request }) => ({
      items: await changeManyContacts(hub, actor, ids, { action, tag }, auditOrigin(request)),
    })),
    route(api.getContact, ({ actor, params }) => describeContact(hub, actor, params.contactId)),
    route(api.updateContact, async ({ actor, params, body, request }) =>
      presentContact(hub, await updateContact(hub, actor, params.contactId, body, auditOrigin(request))),
    ),
    route(api.blockContact, async ({ actor, params, request }) =>
      presentContact(hub, await blockContact(hub, actor, params.contactId, true, auditOrigin(request))),
    ),
    route(api.unblockContact, async ({ actor, params, request }) =>
      presentContact(hub, await blockContact(hub, actor, params.contactId, false, auditOrigin(request))),
    ),
    route(api.eraseContact, ({ actor, params, request }) => eraseContact(hub, actor, params.contactId, auditOrigin(request))),
  ];
}
