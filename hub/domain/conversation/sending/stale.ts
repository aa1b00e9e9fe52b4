import type { Actor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { Message, type MessageRecord } from '../../timeline/model.ts';
import { presentMessage } from '../../timeline/present.ts';
import type { ConversationRecord } from '../model.ts';

/** What an author knows of a conversation when writing into it. */
export interface AuthorsView {
  seenSeq?: number | undefined;
  force: boolean;
}

/**
 * What must hold of a conversation for a reply to go out: no answer by somebody else after what its author saw. In the same update
 * that gives the reply its place, so that of two agents who answer at once one is held. An aggregation expression.
 */
export function notStale(author: Actor, { seenSeq, force }: AuthorsView) {
  if (force || seenSeq === undefined) return {};
  const mine = author.type === 'agent' ? [{ 'lastReply.by': author.agentId }] : [];
  return { $or: [{ lastReply: null }, { 'lastReply.seq': { $lte: seenSeq } }, ...mine] };
}

/** The refusal, with the answers that the author has not seen: enough for a choice between sending anyway and not. */
export async function staleReply(
  hub: Pick<Hub, 'secrets' | 'now' | 'baseUrl'>,
  author: Actor,
  conversation: ConversationRecord,
  seenSeq: number,
): Promise<HubError> {
  const unseen = await Message.find({
    conversationId: conversation._id,
    workspaceId: author.workspaceId,
    direction: 'out',
    kind: 'text',
    seq: { $gt: seenSeq },
  })
    .sort({ seq: 1 })
    .limit(20)
    .lean<MessageRecord[]>();
  return new HubError('reply.stale', { messages: unseen.map((message) => presentMessage(hub, message)), seq: conversation.seq });
}
