import * as api from '../../api/customers/conversations.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { route, type Route } from '../../core/route.ts';
import { changeConversations } from './bulk/change-conversations.ts';
import { assignConversation, takeConversation } from './handing/assign.ts';
import { closeConversation, reopenConversation } from './status/close.ts';
import { getConversation } from './get.ts';
import { listConversations } from './listing/list-conversations.ts';
import { countTabs } from './listing/count.ts';
import { messageRoutes } from './sending/routes.ts';
import { presentConversation } from './present.ts';
import { readingRoutes } from './reading/routes.ts';
import { snoozeConversation } from './status/snooze.ts';
import { updateConversation } from './update.ts';

/** Routes of conversations, of what is said in them, and of what an agent has seen and begun to write there. */
export function conversationRoutes(hub: Hub): Route[] {
  return [...ofConversations(hub), ...messageRoutes(hub), ...readingRoutes(hub)];
}

function ofConversations(hub: Hub): Route[] {
  return [
    route(api.listConversations, async ({ actor, query }) => {
      const { items, nextCursor } = await listConversations(hub, actor, query);
      return { items: items.map((each) => presentConversation(hub, each)), nextCursor };
    }),
    route(api.countConversations, ({ actor }) => countTabs(actor)),
    route(api.changeConversations, async ({ actor, body }) => {
      const { done, refused } = await changeConversations(hub, actor, body.ids, body.action);
      return { done: done.map((each) => presentConversation(hub, each)), refused };
    }),
    route(api.getConversation, async ({ actor, params }) => presentConversation(hub, await getConversation(actor, params.conversationId))),
    route(api.updateConversation, async ({ actor, params, body }) =>
      presentConversation(hub, await updateConversation(hub, actor, params.conversationId, body)),
    ),
    route(api.assignConversation, async ({ actor, params, body }) =>
      presentConversation(hub, await assignConversation(hub, actor, { ...params, ...body })),
    ),
    route(api.takeConversation, async ({ actor, params, body }) =>
      presentConversation(hub, await takeConversation(hub, actor, { ...params, ...body })),
    ),
    route(api.closeConversation, async ({ actor, params }) =>
      presentConversation(hub, await closeConversation(hub, actor, params.conversationId)),
    ),
    route(api.reopenConversation, async ({ actor, params }) =>
      presentConversation(hub, await reopenConversation(hub, actor, params.conversationId)),
    ),
    route(api.snoozeConversation, async ({ actor, params, body }) => {
      const until = body.until === null ? null : new Date(body.until);
      return presentConversation(hub, await snoozeConversation(hub, actor, { ...params, until }));
    }),
  ];
}
