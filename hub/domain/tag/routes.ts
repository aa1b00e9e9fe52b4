import * as api from '../../api/customers/tags.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { auditOrigin } from '../audit/record-audit.ts';
import type { CarryTag } from './finish-tags.ts';
import { listTags } from './get-tag.ts';
import { presentTag } from './present.ts';
import { createTag, deleteTag, updateTag } from './save-tag.ts';

/** Routes of tags; what has tags belongs to nouns above, which `carry` knows. */
export function tagRoutes(hub: Pick<Hub, 'facts' | 'now'>, carry: CarryTag): Route[] {
  return [
    route(api.listTags, async ({ actor, query }) => {
      const page = await listTags(actor, query);
      return { items: page.items.map(presentTag), nextCursor: page.nextCursor };
    }),
    route(api.createTag, async ({ actor, body }) => presentTag(await createTag(hub, actor, body))),
    route(api.updateTag, async ({ actor, params, body, request }) =>
      presentTag(await updateTag(hub, carry, actor, { ...body, tagId: toObjectId(params.tagId) }, auditOrigin(request))),
    ),
    route(api.deleteTag, ({ actor, params, request }) => deleteTag(hub, carry, actor, toObjectId(params.tagId), auditOrigin(request))),
  ];
}
