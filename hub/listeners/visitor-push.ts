import type { FactOf } from '../api/facts.ts';
import { toObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import type { VisitorScreens } from '../core/widget/visitor-screens.ts';
import { Conversation, type ConversationRecord } from '../domain/conversation/model.ts';
import { enqueueVisitorPush } from '../domain/push/visitors/enqueue.ts';

type Screens = Pick<VisitorScreens, 'isThere'>;

/** Has visitors who have the chat open nowhere told of answers by their browsers. It only stores what is to go out. Returns the listener's removal. */
export function listenForVisitorPush(hub: Pick<Hub, 'facts' | 'now' | 'wake'>, screens: Screens): () => void {
  return hub.facts.on('message.sent', 'visitor-push', (fact) => tell(hub, screens, fact));
}

async function tell(hub: Pick<Hub, 'now' | 'wake'>, screens: Screens, { data, at, ...fact }: FactOf<'message.sent'>): Promise<void> {
  const { conversation, message } = data;
  if (conversation.provider !== 'widget' || message.kind !== 'text' || message.direction !== 'out') return;
  const [conversationId, workspaceId] = [toObjectId(conversation.id), toObjectId(fact.workspaceId)];
  const found = await Conversation.findOne({ _id: conversationId, workspaceId })
    .select({ identityId: 1 })
    .lean<Pick<ConversationRecord, 'identityId'> | null>();
  if (!found?.identityId || screens.isThere(found.identityId.toHexString())) return;
  await enqueueVisitorPush(hub, { workspaceId, identityId: found.identityId, conversationId, messageId: toObjectId(message.id), at });
}
