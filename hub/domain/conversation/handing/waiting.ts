import type { QueryFilter } from 'mongoose';
import type { Priority } from '../../../api/customers/conversations.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { ObjectId } from '../../../core/ids.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { Conversation, type ConversationRecord } from '../model.ts';
import type { Queue } from './queues.ts';

/** So many are looked at together; of these the urgent and the longest waiting come first. */
export const waitingAtOnce = 200;

/** An opened conversation gets its first message a moment later: until then there is nothing to hand out. */
const firstMessageMs = 5000;

/** How far back on the timeline is looked for who put a conversation back. */
const lookBack = 20;

export type Waiting = Pick<ConversationRecord, '_id' | 'departmentId' | 'seq' | 'priority' | 'waitingSince' | 'lastMessageAt'>;

/** What of a queue nobody has, as a filter; a blocked contact's and what a workflow still handles are not among it. */
export function waitingIn(hub: Pick<Hub, 'now'>, workspaceId: ObjectId, { departmentId }: Queue): QueryFilter<ConversationRecord> {
  return {
    workspaceId,
    status: 'open',
    assigneeId: null,
    departmentId,
    handledBy: 'team',
    'contact.blocked': { $ne: true },
    lastMessageAt: { $gt: new Date(0) },
    $or: [{ previewSeq: { $gt: 0 } }, { createdAt: { $lte: new Date(hub.now().getTime() - firstMessageMs) } }],
  };
}

/** The conversations of a queue that nobody has: urgent ones first, then who has waited longest; one database call. */
export async function listWaiting(hub: Pick<Hub, 'now'>, workspaceId: ObjectId, queue: Queue): Promise<Waiting[]> {
  const found = await Conversation.find(waitingIn(hub, workspaceId, queue))
    .sort({ lastMessageAt: 1, _id: 1 })
    .limit(waitingAtOnce)
    .select({ departmentId: 1, seq: 1, priority: 1, waitingSince: 1, lastMessageAt: 1 })
    .lean<Waiting[]>();
  return found.sort((a, b) => weight[b.priority] - weight[a.priority] || since(a) - since(b));
}

/**
 * The agent who put a conversation back in the queue, unless much was said since: it is not handed to them again. One database call, on the
 * timeline's index.
 */
export async function findWhoPutBack({ _id, seq }: Waiting): Promise<ObjectId | null> {
  const last = await Message.findOne({ conversationId: _id, seq: { $gt: seq - lookBack }, kind: 'event', 'event.type': 'assigned' })
    .sort({ seq: -1 })
    .lean<MessageRecord | null>();
  const from = last?.event?.data['fromAgentId'];
  if (typeof from !== 'string' || last?.event?.data['toAgentId'] !== null) return null;
  return last.author.id?.toHexString() === from ? new ObjectId(from) : null;
}

const weight: Record<Priority, number> = { low: 0, normal: 1, high: 2, urgent: 3 };

function since({ waitingSince, lastMessageAt }: Waiting): number {
  return (waitingSince ?? lastMessageAt).getTime();
}
