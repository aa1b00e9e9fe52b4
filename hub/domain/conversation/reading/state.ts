import type { Actor } from '../../../core/actor.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { getConversation } from '../get.ts';
import type { ConversationReadRecord } from './model.ts';
import { findOwn, requireAgent } from './own-record.ts';

/** Where an agent left off. */
interface ReadState {
  seenSeq: number;
  firstUnreadSeq: number | null;
  drafts: ConversationReadRecord['drafts'];
}

/**
 * Where the agent left off: who opens it for the first time begins where the team's answers or marks end, not at the beginning of
 * time. Three database calls. Throws conversation.unknown.
 */
export async function getReadState(actor: Actor, conversationId: string): Promise<ReadState> {
  const agent = requireAgent(actor);
  const conversation = await getConversation(actor, conversationId);
  const own = await findOwn(agent, conversation._id);
  const seenSeq = own?.seenSeq ?? Math.max(conversation.seenSeq ?? 0, conversation.lastReply?.seq ?? 0);
  const first = await Message.findOne({
    conversationId: conversation._id,
    seq: { $gt: seenSeq },
    kind: { $in: ['text', 'note'] },
    'author.id': { $ne: agent.agentId },
  })
    .sort({ seq: 1 })
    .select({ seq: 1 })
    .lean<Pick<MessageRecord, 'seq'> | null>();
  return { seenSeq, firstUnreadSeq: first?.seq ?? null, drafts: own?.drafts ?? {} };
}
