import * as api from '../../api/customers/saved-views.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { countViews, listViews } from './find-views.ts';
import { presentView } from './present.ts';
import { createView, deleteView, updateView } from './save-view.ts';

/** Routes of saved views. */
export function savedViewRoutes(hub: Pick<Hub, 'facts' | 'now'>): Route[] {
  return [
    route(api.listViews, async ({ actor, query }) => ({ items: (await listViews(actor, query.list)).map(presentView), nextCursor: null })),
    route(api.countViews, async ({ actor }) => ({
      items: (await countViews(hub, actor)).map(({ viewId, ...count }) => ({ viewId: viewId.toHexString(), ...count })),
    })),
    route(api.createView, async ({ actor, body }) => presentView(await createView(hub, actor, body))),
    route(api.updateView, async ({ actor, params, body }) =>
      presentView(await updateView(hub, actor, { ...body, viewId: toObjectId(params.viewId) })),
    ),
    route(api.deleteView, ({ actor, params }) => deleteView(hub, actor, toObjectId(params.viewId))),
  ];
}
