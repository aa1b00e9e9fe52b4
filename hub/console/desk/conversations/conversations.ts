import type { DeskConversations } from '../../../../bots/console/desk.ts';
import type { DeskConversation, DeskConversationPage } from '../../../../bots/console/desk-views.ts';
import type { QueryFilter, SortOrder } from 'mongoose';
import { authorize } from '../../../core/actor.ts';
import { HubError, isHubError } from '../../../core/error.ts';
import { assignConversation, takeConversation } from '../../../domain/conversation/handing/assign.ts';
import { closeConversation, reopenConversation } from '../../../domain/conversation/status/close.ts';
import { blockContact } from '../../../domain/data/contact/block-contact.ts';
import { findConversationByNumber, getConversation } from '../../../domain/conversation/get.ts';
import { Conversation, type ConversationRecord } from '../../../domain/conversation/model.ts';
import { visibleTo } from '../../../domain/conversation/policy.ts';
import { snoozeConversation } from '../../../domain/conversation/status/snooze.ts';
import { updateConversation } from '../../../domain/conversation/update.ts';
import { TimedBlock } from '../../../domain/console/records/block.ts';
import { putById } from '../../records/put-by-id.ts';
import { readId } from '../../records/scope.ts';
import { readHistory } from './history.ts';
import { presentForDesk } from './present-conversation.ts';
import { findRecipients } from './recipients.ts';
import { actAs, type DeskTools } from '../tools.ts';

/** Lists count up to here and no further. */
const most = 100;

/** Conversations over the hub's verbs, as the agent. */
export function createDeskConversations(tools: DeskTools): DeskConversations {
  const { hub } = tools;

  async function present(conversation: ConversationRecord): Promise<DeskConversation> {
    const [view] = await presentForDesk(tools, [conversation]);
    if (!view) throw new Error('a conversation was presented as nothing');
    return view;
  }

  async function page(
    agentId: string,
    filter: QueryFilter<ConversationRecord>,
    sort: Record<string, SortOrder>,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<DeskConversationPage> {
    const actor = await actAs(tools, agentId);
    const found = await Conversation.find({ $and: [{ workspaceId: tools.workspaceId, status: 'open' }, filter, visibleTo(actor)] })
      .sort(sort)
      .limit(most)
      .lean<ConversationRecord[]>();
    return { items: await presentForDesk(tools, found.slice(offset, offset + limit)), total: found.length };
  }

  return {
    get: async (viewer, conversationId) => present(await getConversation(await actAs(tools, viewer), known(conversationId))),

    async findByNumber(agentId, number) {
      const found = await findConversationByNumber(await actAs(tools, agentId), number);
      return found && present(found);
    },

    queue: (agentId, limit, offset) => page(agentId, { assigneeId: null }, { lastMessageAt: 1, _id: 1 }, { limit, offset }),

    mine: (agentId, limit, offset) => page(agentId, { assigneeId: readId(agentId) }, { lastMessageAt: -1, _id: -1 }, { limit, offset }),

    history: (viewer, conversationId, range) => readHistory(tools, viewer, known(conversationId), range),

    recipients: (conversationId, options) => findRecipients(tools, known(conversationId), options),

    async take(agentId, conversationId, { takeOver = false } = {}) {
      return present(await takeConversation(hub, await actAs(tools, agentId), { conversationId: known(conversationId), takeOver }));
    },

    async assign(agentId, conversationId, to) {
      return present(await assignConversation(hub, await actAs(tools, agentId), { conversationId: known(conversationId), ...to }));
    },

    async putBack(agentId, ofAgentId) {
      const actor = await actAs(tools, agentId);
      authorize(actor, 'conversation.assign');
      authorize(actor, 'conversation.take-over');
      const open = { workspaceId: tools.workspaceId, status: 'open' as const, assigneeId: readId(ofAgentId) };
      const found = open.assigneeId && (await Conversation.find({ $and: [open, visibleTo(actor)] }).lean<ConversationRecord[]>());
      let count = 0;
      for (const { _id } of found ?? []) {
        try {
          await assignConversation(hub, actor, { conversationId: _id.toHexString(), agentId: null, expectedAssigneeId: ofAgentId });
          count += 1;
        } catch (error) {
          // Somebody took or closed it meanwhile: that is as good.
          if (!isHubError(error, 'conversation.taken') && !isHubError(error, 'conversation.closed')) throw error;
        }
      }
      return count;
    },

    async snooze(agentId, conversationId, until) {
      return present(await snoozeConversation(hub, await actAs(tools, agentId), { conversationId: known(conversationId), until }));
    },

    async close(agentId, conversationId) {
      return present(await closeConversation(hub, await actAs(tools, agentId), known(conversationId)));
    },

    async reopen(agentId, conversationId) {
      return present(await reopenConversation(hub, await actAs(tools, agentId), known(conversationId)));
    },

    async setTags(agentId, conversationId, tags) {
      return present(await updateConversation(hub, await actAs(tools, agentId), known(conversationId), { tags }));
    },

    async blockContact(agentId, conversationId, isBlocked, { until = null } = {}) {
      const actor = await actAs(tools, agentId);
      const { contactId } = await getConversation(actor, known(conversationId));
      await blockContact(hub, actor, contactId.toHexString(), isBlocked);
      if (until) await putById(TimedBlock, { _id: contactId, workspaceId: tools.workspaceId, until });
      else await TimedBlock.deleteOne({ _id: contactId, workspaceId: tools.workspaceId });
      return present(await getConversation(actor, conversationId));
    },
  };
}

/** Ids come from buttons and commands: what is none of ours is unknown. */
function known(conversationId: string): string {
  if (!readId(conversationId)) throw new HubError('conversation.unknown', { conversationId });
  return conversationId;
}
