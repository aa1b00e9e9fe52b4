import * as api from '../../../api/customers/messages.ts';
import { authorize } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { route, type Route } from '../../../core/route.ts';
import { listWithFiles, searchMessages } from '../../timeline/list.ts';
import { presentAttachment, presentMessage } from '../../timeline/present.ts';
import { getConversation } from '../get.ts';
import { readTimeline } from '../listing/read-timeline.ts';
import { clearDraft } from '../reading/drafts.ts';
import { deleteMessage } from './delete-message.ts';
import { dismissMessage } from './dismiss.ts';
import { editMessage } from './edit-message.ts';
import { reactToMessage } from './react.ts';
import { retryMessage } from './retry.ts';
import { sendMessage } from './send-message.ts';
import { showTyping } from '../typing.ts';

/** Routes of what is said in conversations. */
export function messageRoutes(hub: Hub): Route[] {
  return [...reading(hub), ...writing(hub)];
}

function reading(hub: Hub): Route[] {
  return [
    route(api.listMessages, ({ actor, params, query }) => readTimeline(hub, actor, params.conversationId, query)),
    route(api.searchMessages, async ({ actor, params, query }) => {
      const { _id: conversationId, workspaceId } = await getConversation(actor, params.conversationId);
      const found = await searchMessages({ workspaceId, conversationId }, query.q);
      return { items: found.map((message) => presentMessage(hub, message)) };
    }),
    route(api.listConversationFiles, async ({ actor, params, query }) => {
      const { _id: conversationId, workspaceId } = await getConversation(actor, params.conversationId);
      const { items, nextCursor } = await listWithFiles({ workspaceId, conversationId }, query);
      return {
        items: items.flatMap((message) => {
          const { author, createdAt } = presentMessage(hub, message);
          const place = { messageId: message._id.toHexString(), seq: message.seq, author, createdAt };
          return message.attachments.map((attachment) => ({ attachment: presentAttachment(hub, attachment), ...place }));
        }),
        nextCursor,
      };
    }),
  ];
}

function writing(hub: Hub): Route[] {
  return [
    route(api.sendMessage, async ({ actor, params, body }) => {
      authorize(actor, body.kind === 'note' ? 'conversation.note' : 'conversation.reply');
      const message = await sendMessage(hub, actor, params.conversationId, body);
      if (actor.type === 'agent') {
        await clearDraft(actor.agentId, message.conversationId, body.kind === 'note' ? 'note' : 'reply', message.createdAt);
      }
      return presentMessage(hub, message);
    }),
    route(api.editMessage, async ({ actor, params, body }) => presentMessage(hub, await editMessage(hub, actor, { ...params, ...body }))),
    route(api.deleteMessage, async ({ actor, params }) => presentMessage(hub, await deleteMessage(hub, actor, params))),
    route(api.reactToMessage, async ({ actor, params, body }) =>
      presentMessage(hub, await reactToMessage(hub, actor, { ...params, ...body })),
    ),
    route(api.retryMessage, async ({ actor, params }) => presentMessage(hub, await retryMessage(hub, actor, params))),
    route(api.dismissMessage, async ({ actor, params }) => presentMessage(hub, await dismissMessage(hub, actor, params))),
    route(api.showTyping, async ({ actor, params }) => showTyping(hub, actor, params.conversationId)),
  ];
}
