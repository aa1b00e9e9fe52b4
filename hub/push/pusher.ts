import { ObjectId } from '../core/ids.ts';
import type { Hub } from '../core/parts/hub.ts';
import { PushSend } from '../domain/push/model.ts';
import { VisitorPushSend } from '../domain/push/visitors/model.ts';
import { deliverPush, type DeliverTools } from './deliver.ts';
import { deliverVisitorPush, type VisitorDeliverTools } from './visitors/deliver.ts';

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

/** What is due, and how it goes out. */
interface Line {
  bell: 'push' | 'visitor-push';
  listDue(): Promise<ObjectId[]>;
  deliver(sendId: ObjectId): Promise<void>;
}

/** Starts the pusher of this process: for agents' browsers, and for visitors', who don't wait for each other. */
export function startPusher(hub: DeliverTools & VisitorDeliverTools & Pick<Hub, 'wake'>): Pusher {
  const due = { dueAt: 1 } as const;
  const named = { _id: 1 } as const;
  const isDue = () => ({ dueAt: { $lte: hub.now() } });
  const idsOf = (found: { _id: ObjectId }[]) => found.map(({ _id }) => _id);
  const lines = [
    startLine(hub, {
      bell: 'push',
      listDue: async () => idsOf(await PushSend.find(isDue()).sort(due).limit(atOnce).select(named).lean<{ _id: ObjectId }[]>()),
      deliver: (sendId) => deliverPush(hub, sendId),
    }),
    startLine(hub, {
      bell: 'visitor-push',
      listDue: async () => idsOf(await VisitorPushSend.find(isDue()).sort(due).limit(atOnce).select(named).lean<{ _id: ObjectId }[]>()),
      deliver: (sendId) => deliverVisitorPush(hub, sendId),
    }),
  ];
  const all = async (act: (line: Pusher) => Promise<void>) => void (await Promise.all(lines.map(act)));
  return {
    sweep: () => all((line) => line.sweep()),
    settled: () => all((line) => line.settled()),
    stop: () => all((line) => line.stop()),
  };
}

function startLine(hub: Pick<Hub, 'wake' | 'log'>, { bell, listDue, deliver }: Line): Pusher {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let isStopped = false;
  const unanswer = hub.wake.answer(bell, ({ sendId }) => enqueue(sendId));

  return {
    async sweep() {
      for (const sendId of await listDue()) enqueue(sendId.toHexString());
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
      await deliver(new ObjectId(sendId));
    } catch (error) {
      hub.log.error({ err: error, sendId }, 'a push stopped; the sweep takes it up again');
    }
  }
}
