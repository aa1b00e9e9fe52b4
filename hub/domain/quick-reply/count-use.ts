import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { QuickReply } from './model.ts';

/** Counts that somebody inserted a quick reply; one write, which nobody is told of. Throws quick-reply.unknown. */
export async function countUse(hub: Pick<Hub, 'now'>, { workspaceId }: Actor, quickReplyId: ObjectId): Promise<void> {
  const { matchedCount } = await QuickReply.updateOne(
    { _id: quickReplyId, workspaceId },
    { $inc: { usedCount: 1 }, $max: { lastUsedAt: hub.now() } },
  );
  if (matchedCount === 0) throw new HubError('quick-reply.unknown');
}
