import { ObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import { PushSend } from '../domain/push/model.ts';
import { deliverPush, type DeliverTools } from './deliver.ts';

/** The worker for pushes: at once when rung, and by the sweep. */
export interface Pusher {
  /** Looks for what is due: after a wait, or left by a lost ring or a crash. */
  sweep(): Promise<void>;
  /** Resolves when nothing is being delivered. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const sideBySide = 16;
const atOnce = 500;

/** Starts the pusher of this process. */
export function startPusher(hub: DeliverTools & Pick<Hub, 'wake'>): Pusher {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let isStopped = false;
  const unanswer = hub.wake.answer('push', ({ sendId }) => enqueue(sendId));

  return {
    async sweep() {
      const due = await PushSend.find({ dueAt: { $lte: hub.now() } })
        .sort({ dueAt: 1 })
        .limit(atOnce)
        .select({ _id: 1 })
        .lean<{ _id: ObjectId }[]>();
      for (const { _id } of due) enqueue(_id.toHexString());
    },
    settled,
    async stop() {
      isStopped = true;
      unanswer();
      waiting.clear();
      await settled();
    },
  };

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values());
  }

  function enqueue(sendId: string): void {
    waiting.add(sendId);
    fill();
  }

  function fill(): void {
    if (isStopped) return;
    for (const sendId of waiting) {
      if (running.size >= sideBySide) return;
      if (running.has(sendId)) continue;
      waiting.delete(sendId);
      const work = run(sendId).finally(() => {
        running.delete(sendId);
        fill();
      });
      running.set(sendId, work);
    }
  }

  async function run(sendId: string): Promise<void> {
    try {
      await deliverPush(hub, new ObjectId(sendId));
    } catch (error) {
      hub.log.error({ err: error, sendId }, 'a push stopped; the sweep takes it up again');
    }
  }
}
