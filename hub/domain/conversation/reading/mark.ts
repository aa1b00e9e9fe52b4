import { can, type Actor } from '../../../core/actor.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { getConversation } from '../get.ts';
import type { ConversationRecord } from '../model.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';
import { changeOwn, requireAgent } from './own-record.ts';
import { tellRead } from './tell-read.ts';

/** Where the agent stands after a mark, and the conversation. */
interface Marked {
  seenSeq: number;
  conversation: ConversationRecord;
}

const changed = { type: 'conversation.changed', data: {} } as const;

/**
 * Marks as seen by the agent up to `seq`; a mark only rises. By the assignee, or where nobody has it, the team's unread ends too,
 * unless the customer wrote after that; the customer is shown it where the channel can. Throws conversation.unknown.
 */
export async function markRead(
  hub: ChangeTools & Pick<Hub, 'now' | 'channels' | 'log'>,
  actor: Actor,
  { conversationId, seq }: { conversationId: string; seq: number },
): Promise<Marked> {
  const agent = requireAgent(actor);
  const current = await getConversation(actor, conversationId);
  const { seenSeq = 0 } = await changeOwn(hub, agent, current._id, { $max: { seenSeq: Math.min(seq, current.seq) } });
  const isTheirs = current.assigneeId === null || current.assigneeId.equals(agent.agentId);
  if (!isTheirs || current.unread === 0 || !can(actor, 'conversation.reply')) return { seenSeq, conversation: current };
  const conversation = await changeConversation(hub, actor, {
    conversationId: current._id,
    where: { assigneeId: { $in: [null, agent.agentId] }, previewSeq: { $lte: seq }, unread: { $gt: 0 } },
    set: { unread: 0 },
    fact: changed,
    event: null,
  });
  if (conversation) void tellRead(hub, conversation, seq);
  return { seenSeq, conversation: conversation ?? current };
}

/** Marks as unread from the customer's last message on (from the last message of any kind where the customer said nothing), for the agent and the team. */
export async function markUnread(
  hub: ChangeTools & Pick<Hub, 'now'>,
  actor: Actor,
  { conversationId }: { conversationId: string },
): Promise<Marked> {
  const agent = requireAgent(actor);
  const current = await getConversation(actor, conversationId);
  const seenSeq = Math.max(0, (await lastInboundSeq(current)) - 1);
  await changeOwn(hub, agent, current._id, { $set: { seenSeq } });
  if (current.unread > 0 || !can(actor, 'conversation.reply')) return { seenSeq, conversation: current };
  const conversation = await changeConversation(hub, actor, {
    conversationId: current._id,
    where: { unread: 0 },
    set: { unread: 1, seenSeq: Math.min(seenSeq, current.seenSeq ?? seenSeq) },
    fact: changed,
    event: null,
  });
  return { seenSeq, conversation: conversation ?? current };
}

async function lastInboundSeq({ _id, seq }: ConversationRecord): Promise<number> {
  const last = await Message.findOne({ conversationId: _id, direction: 'in', kind: 'text' })
    .sort({ seq: -1 })
    .select({ seq: 1 })
    .lean<Pick<MessageRecord, 'seq'> | null>();
  return last?.seq ?? seq;
}
