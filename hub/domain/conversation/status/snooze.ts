import type { Actor } from '../../../core/actor.ts';
import { authorize } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { changeConversation, type ChangeTools } from '../recording/change.ts';
import { getConversation } from '../get.ts';
import type { ConversationRecord } from '../model.ts';

/** Puts a conversation aside until a moment, or, with null, until the customer writes. Throws conversation.closed. */
export async function snoozeConversation(
  hub: ChangeTools,
  actor: Actor,
  { conversationId, until }: { conversationId: string; until: Date | null },
): Promise<ConversationRecord> {
  authorize(actor, 'conversation.snooze');
  if (until && until <= hub.now()) {
    throw new HubError('request.invalid', { issues: [{ path: ['body', 'until'], message: 'must be in the future' }] });
  }
  const moment = until?.toISOString() ?? null;
  const snoozed = await changeConversation(hub, actor, {
    conversationId,
    where: { status: { $ne: 'closed' } },
    set: { status: 'snoozed', snoozedUntil: until, unread: 0 },
    fact: { type: 'conversation.snoozed', data: { until: moment } },
    event: { type: 'snoozed', data: { until: moment } },
  });
  if (snoozed) return snoozed;
  await getConversation(actor, conversationId);
  throw new HubError('conversation.closed', { conversationId });
}
