import type { Hub } from '../core/parts/hub.ts';
import { ObjectId } from '../core/ids.ts';
import { Message, type MessageRecord } from '../domain/timeline/model.ts';
import { fetchAttachments, type FetchTools } from './fetch-attachments.ts';

/** Fetches attachments, a few at a time: at once when rung, and by the sweep. */
export interface AttachmentFetcher {
  /** Looks for attachments that are due and fetches them. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

const atOnce = 6;
/** How long a message's files are this process's to fetch; until then `fetchAt` keeps others away. */
const claimMs = 180_000;

/** Starts the fetcher of this process. A message's files are fetched by one process at a time: it moves `fetchAt` ahead first. */
export function startFetcher(hub: FetchTools & Pick<Hub, 'wake'>): AttachmentFetcher {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let isStopped = false;

  const unanswer = hub.wake.answer('attachments', ({ messageId }) => {
    enqueue(messageId);
  });

  return {
    async sweep() {
      const due = await Message.find({ fetchAt: { $lte: hub.now() } })
        .sort({ fetchAt: 1 })
        .limit(100)
        .select({ _id: 1 })
        .lean();
      for (const { _id } of due) enqueue(_id.toHexString());
    },
    async stop() {
      isStopped = true;
      unanswer();
      await Promise.all(running.values());
    },
  };

  function enqueue(messageId: string): void {
    // One that is being fetched may have gained a part since: it is looked at once more.
    waiting.add(messageId);
    fill();
  }

  function fill(): void {
    if (isStopped) return;
    for (const messageId of waiting) {
      if (running.size >= atOnce) return;
      if (running.has(messageId)) continue;
      waiting.delete(messageId);
      const work = fetch(messageId).finally(() => {
        running.delete(messageId);
        fill();
      });
      running.set(messageId, work);
    }
  }

  async function fetch(messageId: string): Promise<void> {
    try {
      const now = hub.now();
      const message = await Message.findOneAndUpdate(
        { _id: new ObjectId(messageId), fetchAt: { $lte: now } },
        { $set: { fetchAt: new Date(now.getTime() + claimMs) } },
        { returnDocument: 'after' },
      ).lean<MessageRecord>();
      if (message) await fetchAttachments(hub, message);
    } catch (error) {
      hub.log.error({ err: error, messageId }, 'fetching attachments failed; the sweep tries again');
    }
  }
}
