import * as api from '../../api/customers/conversations.ts';
import * as messages from '../../api/customers/messages.ts';
import { authorize } from '../../core/actor.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { route, type Route } from '../../core/route.ts';
import { listAfter, listBefore, listChanged } from '../timeline/list.ts';
import { presentMessage } from '../timeline/present.ts';
import { assignConversation, takeConversation } from './handing/assign.ts';
import { closeConversation, reopenConversation } from './status/close.ts';
import { getConversation } from './get.ts';
import { listConversations } from './list.ts';
import { presentConversation } from './present.ts';
import { deleteMessage } from './sending/delete-message.ts';
import { editMessage } from './sending/edit-message.ts';
import { reactToMessage } from './sending/react.ts';
import { retryMessage } from './sending/retry.ts';
import { sendMessage } from './sending/send-message.ts';
import { snoozeConversation } from './status/snooze.ts';
import { showTyping } from './typing.ts';
import { updateConversation } from './update.ts';

/** Routes of conversations and of what is said in them. */
export function conversationRoutes(hub: Hub): Route[] {
  return [...ofConversations(hub), ...ofMessages(hub)];
}

function ofConversations(hub: Hub): Route[] {
  return [
    route(api.listConversations, async ({ actor, query }) => {
      const { items, nextCursor } = await listConversations(actor, query);
      return { items: items.map((each) => presentConversation(hub, each)), nextCursor };
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

function ofMessages(hub: Hub): Route[] {
  return [
    route(messages.listMessages, async ({ actor, params, query }) => {
      const conversation = await getConversation(actor, params.conversationId);
      const place = { workspaceId: actor.workspaceId, conversationId: conversation._id };
      const { after, before, changedSince, limit } = query;
      const now = hub.now().toISOString();
      if (after === undefined) {
        const { items, hasMore } = await listBefore(place, before, limit);
        const cursor = items.at(-1)?.seq ?? 0;
        return {
          items: items.map((message) => presentMessage(hub, message)),
          cursor,
          nextCursor: hasMore ? String(items[0]?.seq) : null,
          now,
        };
      }
      const { items, cursor, hasMore } = await listAfter(hub, place, after, limit);
      const changed = changedSince === undefined ? undefined : await listChanged(place, new Date(changedSince), after);
      return {
        items: items.map((message) => presentMessage(hub, message)),
        ...(changed && { changed: changed.map((message) => presentMessage(hub, message)) }),
        cursor,
        nextCursor: hasMore ? String(cursor) : null,
        now,
      };
    }),
    route(messages.sendMessage, async ({ actor, params, body }) => {
      authorize(actor, body.kind === 'note' ? 'conversation.note' : 'conversation.reply');
      return presentMessage(hub, await sendMessage(hub, actor, params.conversationId, body));
    }),
    route(messages.editMessage, async ({ actor, params, body }) =>
      presentMessage(hub, await editMessage(hub, actor, { ...params, ...body })),
    ),
    route(messages.deleteMessage, async ({ actor, params }) => presentMessage(hub, await deleteMessage(hub, actor, params))),
    route(messages.reactToMessage, async ({ actor, params, body }) =>
      presentMessage(hub, await reactToMessage(hub, actor, { ...params, ...body })),
    ),
    route(messages.retryMessage, async ({ actor, params }) => presentMessage(hub, await retryMessage(hub, actor, params))),
    route(messages.showTyping, async ({ actor, params }) => showTyping(hub, actor, params.conversationId)),
  ];
}
