import { sendPriority } from '../../../bots/console/desk-records.ts';
import type { ConsoleRecord } from '../../domain/console/model.ts';
import { ConsoleThread, type ConsoleThreadRecord } from '../../domain/console/records/thread.ts';
import { enqueueSends } from '../records/enqueue.ts';
import { ownedBy, type Scope } from '../records/scope.ts';
import { doOnce } from './do-once.ts';

const dayMs = 24 * 3_600_000;
const atOnce = 20;

/** Has the topics deleted whose conversations were closed so many days ago; whether they still are is looked at when it is done. */
export async function deleteOldTopics(scope: Scope, { deleteTopicsAfterDays: days }: ConsoleRecord): Promise<void> {
  if (days === undefined || days === null) return;
  const now = scope.hub.now();
  const old = { shownIcon: 'closed', state: 'open', renamedAt: { $lte: new Date(now.getTime() - days * dayMs) } } as const;
  const threads = await ConsoleThread.find({ ...ownedBy(scope), ...old })
    .sort({ renamedAt: 1 })
    .limit(atOnce)
    .lean<ConsoleThreadRecord[]>();
  for (const { chatId, conversationId, threadId } of threads) {
    const id = conversationId.toHexString();
    const send = { kind: 'topic-delete', chatId, inTopic: false, conversationId: id, hubMessageId: null, data: {}, dueAt: now } as const;
    // A refusal (a missing right) is tried again the next day.
    await doOnce(scope, `topic-delete:${chatId}:${threadId}`, dayMs, () =>
      enqueueSends(scope, [{ ...send, priority: sendPriority.topicEdit, collapseKey: `topic-delete:${id}` }]),
    );
  }
}
