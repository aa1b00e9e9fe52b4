import type { UpdateQuery } from 'mongoose';
import type { Priority } from '../../api/customers/conversations.ts';
import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { changeConversation, type ChangeTools } from './recording/change.ts';
import type { ConversationRecord } from './model.ts';

/** Changes tags or priority, or marks as seen by the team. Throws conversation.unknown. */
export async function updateConversation(
  hub: ChangeTools,
  actor: Actor,
  conversationId: string,
  change: { tags?: string[] | undefined; priority?: Priority | undefined; unread?: 0 | undefined },
): Promise<ConversationRecord> {
  authorize(actor, 'conversation.reply');
  const set: NonNullable<UpdateQuery<ConversationRecord>['$set']> = {};
  if (change.tags) set['tags'] = [...new Set(change.tags)];
  if (change.priority) set['priority'] = change.priority;
  if (change.unread !== undefined) set['unread'] = 0;
  const updated = await changeConversation(hub, actor, {
    conversationId,
    where: {},
    set,
    fact: { type: 'conversation.changed', data: {} },
    event: null,
  });
  if (!updated) throw new HubError('conversation.unknown', { conversationId });
  return updated;
}
