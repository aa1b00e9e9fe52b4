import type { MessageView } from '../../../api/customers/messages.ts';
import { getConversation } from '../../../domain/conversation/get.ts';
import { Message, type MessageRecord } from '../../../domain/timeline/model.ts';
import { presentMessage } from '../../../domain/timeline/present.ts';
import { rememberFiles } from '../attachments.ts';
import { actAs, type DeskTools } from '../tools.ts';

/** Messages and notes of a conversation, ascending: the last `limit`, or those from `fromSeq` on. */
export async function readHistory(
  tools: DeskTools,
  viewer: string | null,
  conversationId: string,
  { limit, fromSeq }: { limit: number; fromSeq?: number },
): Promise<MessageView[]> {
  const { _id, workspaceId } = await getConversation(await actAs(tools, viewer), conversationId);
  const query = Message.find({ conversationId: _id, workspaceId, seq: { $gte: fromSeq ?? 1 }, kind: { $ne: 'event' } })
    .sort({ seq: fromSeq === undefined ? -1 : 1 })
    .limit(limit);
  const found = await query.lean<MessageRecord[]>();
  const ascending = fromSeq === undefined ? found.reverse() : found;
  return ascending.map((message) => {
    rememberFiles(tools, message);
    return presentMessage(tools.hub, message);
  });
}
