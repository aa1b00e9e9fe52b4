import * as api from '../../api/visitors/visitors.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { route, type Route } from '../../core/route.ts';
import { presentConversation } from '../conversation/present.ts';
import { presentMessage } from '../timeline/present.ts';
import { keyOf } from './visits/keep-visits.ts';
import { getVisitor, listVisitors, readVisit } from './list-visitors.ts';
import { listContactVisits, presentPageVisit } from './visits/page-visits.ts';
import { presentVisitorTo } from './present.ts';
import { writeToVisitor } from './write-to-visitor.ts';

/** Routes of who is on the site, and of what contacts looked at there. `flushVisits` writes what waits, so that a visit is read up to its end. */
export function visitorRoutes(hub: Hub, flushVisits: () => Promise<void>): Route[] {
  return [
    route(api.listVisitors, async ({ actor, query }) => {
      const { items, nextCursor, total } = listVisitors(hub, actor, query);
      return { items: items.map((each) => presentVisitorTo(hub, actor, each)), nextCursor, total, now: hub.now().toISOString() };
    }),
    route(api.getVisitor, async ({ actor, params }) => {
      const visitor = getVisitor(hub, actor, params.visitorId);
      await flushVisits();
      const pages = await readVisit(actor, keyOf(visitor), visitor);
      return { ...presentVisitorTo(hub, actor, visitor), pages: pages.map(presentPageVisit) };
    }),
    route(api.writeToVisitor, async ({ actor, params, body }) => {
      const { conversation, message } = await writeToVisitor(hub, actor, { ...params, ...body });
      return { conversation: presentConversation(hub, conversation), message: presentMessage(hub, message) };
    }),
    route(api.listContactVisits, async ({ actor, params, query }) => {
      const { items, nextCursor } = await listContactVisits(actor, params.contactId, query);
      return { items: items.map(presentPageVisit), nextCursor };
    }),
  ];
}
