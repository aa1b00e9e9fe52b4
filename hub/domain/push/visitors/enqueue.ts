import type { ObjectId } from '../../../core/ids.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { insertOnce } from '../../../database/insert-once.ts';
import { naturalId } from '../../../database/natural-id.ts';
import { pushLifeMs } from '../enqueue.ts';
import { VisitorPush, VisitorPushSend } from './model.ts';

/** An answer of the team's, and whose it is. */
export interface VisitorNews {
  workspaceId: ObjectId;
  identityId: ObjectId;
  conversationId: ObjectId;
  messageId: ObjectId;
  at: Date;
}

/** Has the visitor's browsers told of an answer, each once. One database call where there is no browser. */
export async function enqueueVisitorPush(hub: Pick<Hub, 'now' | 'wake'>, { identityId, ...news }: VisitorNews): Promise<void> {
  const now = hub.now();
  if (now.getTime() - news.at.getTime() >= pushLifeMs) return;
  const browsers = await VisitorPush.find({ workspaceId: news.workspaceId, identityId }).select({ _id: 1 }).lean<{ _id: ObjectId }[]>();
  for (const { _id: subscriptionId } of browsers) {
    const { doc, created } = await insertOnce(VisitorPushSend, {
      ...news,
      _id: naturalId('visitor-push-send', subscriptionId.toHexString(), news.messageId.toHexString()),
      subscriptionId,
      dueAt: now,
      attempts: 0,
      // Twice as long as a fact may be told again.
      expiresAt: new Date(now.getTime() + 2 * pushLifeMs),
    });
    if (created) hub.wake.ring('visitor-push', { sendId: doc._id.toHexString() });
  }
}
