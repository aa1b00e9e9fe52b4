import type { DeskQuickReplies } from '../../../bots/console/desk.ts';
import type { DeskQuickReply } from '../../../bots/console/desk-views.ts';
import { HubError } from '../../core/error.ts';
import type { AgentRecord } from '../../domain/agent/model.ts';
import { toActor } from '../../domain/agent/find-agent-actor.ts';
import { getConversation } from '../../domain/conversation/get.ts';
import { Department } from '../../domain/department/model.ts';
import { getQuickReply, listQuickReplies } from '../../domain/quick-reply/find-quick-replies.ts';
import type { QuickReplyRecord } from '../../domain/quick-reply/model.ts';
import { renderQuickReply, type QuickReplyValues } from '../../domain/quick-reply/render.ts';
import { getWorkspace } from '../../domain/workspace/get-workspace.ts';
import { authorize } from '../../core/actor.ts';
import { readId } from '../records/scope.ts';
import { getSeat, type DeskTools } from './tools.ts';

/** Lists count up to here and no further. */
const most = 100;

/** Ready answers that the agent may use. */
export function createDeskQuickReplies(tools: DeskTools): DeskQuickReplies {
  async function valuesFor(seat: AgentRecord, conversationId: string | undefined): Promise<QuickReplyValues> {
    const workspace = await getWorkspace(tools.workspaceId);
    const own = { 'agent.name': seat.displayName, 'workspace.name': workspace.name };
    if (conversationId === undefined || !readId(conversationId)) return own;
    const { contact, number, departmentId } = await getConversation(toActor(seat), conversationId);
    const department = departmentId && (await Department.findOne({ _id: departmentId, workspaceId: tools.workspaceId }).lean());
    return {
      ...own,
      'contact.name': contact.name,
      'contact.firstName': contact.name.split(/\s+/)[0] ?? contact.name,
      'conversation.number': String(number),
      ...(department ? { 'department.name': department.name } : {}),
    };
  }

  return {
    async list(agentId, { words, conversationId, limit, offset }) {
      const seat = await getSeat(tools, agentId);
      const actor = toActor(seat);
      authorize(actor, 'quick-reply.view');
      const { items } = await listQuickReplies(actor, { q: words?.trim() || undefined, limit: most });
      const usable = items.filter((reply) => mayUse(seat, reply));
      const values = conversationId === undefined ? null : await valuesFor(seat, conversationId);
      return { items: usable.slice(offset, offset + limit).map((reply) => present(reply, values)), total: usable.length };
    },

    async render(agentId, quickReplyId, conversationId) {
      const seat = await getSeat(tools, agentId);
      const actor = toActor(seat);
      authorize(actor, 'quick-reply.view');
      const id = readId(quickReplyId);
      const reply = id && (await getQuickReply(actor, id));
      if (!reply || !mayUse(seat, reply)) throw new HubError('quick-reply.unknown', { quickReplyId });
      return present(reply, await valuesFor(seat, conversationId));
    },
  };
}

function mayUse({ departmentIds, conversationScope }: AgentRecord, reply: QuickReplyRecord): boolean {
  if (reply.departmentIds.length === 0 || conversationScope === 'all') return true;
  return reply.departmentIds.some((id) => departmentIds.some((own) => own.equals(id)));
}

function present(reply: QuickReplyRecord, values: QuickReplyValues | null): DeskQuickReply {
  const { _id, shortcut, title, text } = reply;
  return { id: _id.toHexString(), shortcut, title, text: values ? renderQuickReply(reply, values) : text, attachments: [] };
}
