import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { ConsoleSend, type ConsoleSendRecord } from './records/send.ts';

/** Counts stop here. */
const most = 1000;

/** What waits to be shown in Telegram: how many, how long the oldest has been due (ms), and how many were given up. */
export async function measureOutbox(
  hub: Pick<Hub, 'now'>,
  owner: { workspaceId: ObjectId; botId: string },
): Promise<{ waiting: number; oldestMs: number; failed: number }> {
  const states: ConsoleSendRecord['state'][] = ['waiting', 'sending'];
  const pending = { workspaceId: owner.workspaceId, botId: owner.botId, state: { $in: states } };
  const [waiting, failed, oldest] = await Promise.all([
    ConsoleSend.countDocuments(pending).limit(most),
    ConsoleSend.countDocuments({ ...pending, state: 'failed' }).limit(most),
    ConsoleSend.findOne(pending).sort({ dueAt: 1 }).lean<ConsoleSendRecord | null>(),
  ]);
  return { waiting, failed, oldestMs: oldest ? Math.max(0, hub.now().getTime() - oldest.dueAt.getTime()) : 0 };
}
