import * as api from '../../api/customers/custom-fields.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import { listCustomFields } from './find-custom-fields.ts';
import { presentCustomField } from './present.ts';
import { createCustomField, deleteCustomField, updateCustomField } from './save-custom-field.ts';

/** Routes of the contacts' custom fields. */
export function customFieldRoutes(hub: Pick<Hub, 'now'>): Route[] {
  return [
    route(api.listCustomFields, async ({ actor }) => ({ items: (await listCustomFields(actor)).map(presentCustomField) })),
    route(api.createCustomField, async ({ actor, body, request }) =>
      presentCustomField(await createCustomField(hub, actor, body, auditOrigin(request))),
    ),
    route(api.updateCustomField, async ({ actor, params, body, request }) =>
      presentCustomField(await updateCustomField(hub, actor, params.customFieldId, body, auditOrigin(request))),
    ),
    route(api.deleteCustomField, ({ actor, params, request }) => deleteCustomField(hub, actor, params.customFieldId, auditOrigin(request))),
  ];
}
