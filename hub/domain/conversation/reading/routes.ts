import * as api from '../../../api/customers/drafts.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { route, type Route } from '../../../core/route.ts';
import type { ConversationRecord } from '../model.ts';
import { presentConversation } from '../present.ts';
import { findDrafts, listDrafts, saveDraft } from './drafts.ts';
import { markRead, markUnread } from './mark.ts';
import { presentDrafts } from './present-drafts.ts';
import { getReadState } from './state.ts';

const listedLength = 140;

/** Routes of what an agent has seen and begun to write. */
export function readingRoutes(hub: Hub): Route[] {
  const presentMarked = ({ seenSeq, conversation }: { seenSeq: number; conversation: ConversationRecord }) => ({
    seenSeq,
    conversation: presentConversation(hub, conversation),
  });
  return [
    route(api.saveDraft, async ({ actor, params, body }) =>
      presentDrafts(hub, actor.workspaceId, await saveDraft(hub, actor, { ...params, ...body })),
    ),
    route(api.getDraft, async ({ actor, params }) => presentDrafts(hub, actor.workspaceId, await findDrafts(actor, params.conversationId))),
    route(api.listDrafts, async ({ actor }) => ({
      items: (await listDrafts(actor)).map(({ conversationId, mode, draft }) => ({
        conversationId: conversationId.toHexString(),
        mode,
        text: [...draft.text.replace(/\s+/g, ' ').trim()].slice(0, listedLength).join(''),
        attachments: draft.fileIds.length,
        updatedAt: draft.updatedAt.toISOString(),
      })),
    })),
    route(api.getReadState, async ({ actor, params }) => {
      const { drafts, ...state } = await getReadState(actor, params.conversationId);
      return { ...state, draft: await presentDrafts(hub, actor.workspaceId, drafts) };
    }),
    route(api.markRead, async ({ actor, params, body }) => presentMarked(await markRead(hub, actor, { ...params, ...body }))),
    route(api.markUnread, async ({ actor, params }) => presentMarked(await markUnread(hub, actor, params))),
  ];
}
