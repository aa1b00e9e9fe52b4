import type { BulkAction } from '../../../api/customers/conversations.ts';
import type { ErrorCode } from '../../../api/errors.ts';
import { errorMessages } from '../../../api/error-messages.ts';
import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { isDatabaseAway } from '../../../database/is-database-away.ts';
import { assignConversation, takeConversation } from '../handing/assign.ts';
import type { ConversationRecord } from '../model.ts';
import { markRead, markUnread } from '../reading/mark.ts';
import { closeConversation, reopenConversation } from '../status/close.ts';
import { snoozeConversation } from '../status/snooze.ts';
import { addTag, removeTag, setPriority } from '../tagging/change-tags.ts';

/** What became of each conversation. */
export interface BulkOutcome {
  done: ConversationRecord[];
  refused: { id: string; code: ErrorCode; message: string }[];
}

const atOnce = 8;

/** Does one thing to many conversations, some at a time; each has its own permission check, and a refusal of one leaves the others alone. */
export async function changeConversations(hub: Hub, actor: Actor, ids: readonly string[], action: BulkAction): Promise<BulkOutcome> {
  const wanted = [...new Set(ids)];
  const outcomes = new Map<string, ConversationRecord | ErrorCode>();
  const waiting = [...wanted];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) outcomes.set(id, await changeOne(hub, actor, id, action));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const outcome: BulkOutcome = { done: [], refused: [] };
  for (const id of wanted) {
    const became = outcomes.get(id) ?? 'hub.failed';
    if (typeof became === 'string') outcome.refused.push({ id, code: became, message: errorMessages[became] });
    else outcome.done.push(became);
  }
  return outcome;
}

async function changeOne(hub: Hub, actor: Actor, id: string, action: BulkAction): Promise<ConversationRecord | ErrorCode> {
  try {
    return await carryOut(hub, actor, id, action);
  } catch (error) {
    if (error instanceof HubError) return error.code;
    hub.log.error({ err: error, conversationId: id, action: action.type }, 'one of many conversations could not be changed');
    return isDatabaseAway(error) ? 'database.away' : 'hub.failed';
  }
}

async function carryOut(hub: Hub, actor: Actor, conversationId: string, action: BulkAction): Promise<ConversationRecord> {
  switch (action.type) {
    case 'assign':
      return assignConversation(hub, actor, { conversationId, agentId: action.agentId, departmentId: action.departmentId });
    case 'take':
      return takeConversation(hub, actor, { conversationId });
    case 'close':
      return closeConversation(hub, actor, conversationId);
    case 'reopen':
      return reopenConversation(hub, actor, conversationId);
    case 'snooze':
      return snoozeConversation(hub, actor, { conversationId, until: action.until === null ? null : new Date(action.until) });
    case 'addTag':
      return addTag(hub, actor, conversationId, action.tag);
    case 'removeTag':
      return removeTag(hub, actor, conversationId, action.tag);
    case 'priority':
      return setPriority(hub, actor, conversationId, action.priority);
    case 'seen':
      return (await markRead(hub, actor, { conversationId, seq: Number.MAX_SAFE_INTEGER })).conversation;
    case 'unseen':
      return (await markUnread(hub, actor, { conversationId })).conversation;
  }
}
