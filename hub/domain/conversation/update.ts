import type { Priority } from '../../api/customers/conversations.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { TagTools } from '../tag/ensure-tags.ts';
import { getConversation } from './get.ts';
import type { ConversationRecord } from './model.ts';
import { changeConversation, type ChangeTools } from './recording/change.ts';
import { setPriority, setTags } from './tagging/change-tags.ts';

/** Changes tags or priority, each with its line on the timeline, or marks as seen by the team. Throws conversation.unknown. */
export async function updateConversation(
  hub: ChangeTools & TagTools,
  actor: Actor,
  conversationId: string,
  change: { tags?: string[] | undefined; priority?: Priority | undefined; unread?: 0 | undefined },
): Promise<ConversationRecord> {
  authorize(actor, 'conversation.reply');
  if (change.tags) await setTags(hub, actor, conversationId, change.tags);
  if (change.priority) await setPriority(hub, actor, conversationId, change.priority);
  if (change.unread === undefined) return getConversation(actor, conversationId);
  const seen = await changeConversation(hub, actor, {
    conversationId,
    where: {},
    set: { unread: 0 },
    fact: { type: 'conversation.changed', data: {} },
    event: null,
  });
  if (!seen) throw new HubError('conversation.unknown', { conversationId });
  return seen;
}
