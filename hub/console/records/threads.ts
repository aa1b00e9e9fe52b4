import type { ConsoleRecords, ThreadRecord } from '../../../bots/console/desk-records.ts';
import { ObjectId, randomToken } from '../../core/ids.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { ConsoleCard } from '../../domain/console/records/card.ts';
import { ConsoleMessage } from '../../domain/console/records/message.ts';
import { ConsoleThread, type ConsoleThreadRecord } from '../../domain/console/records/thread.ts';
import { keyOf, ownedBy, readId, type Scope } from './scope.ts';

/** Another process's claim this old belongs to one that died while making the topic. */
const claimMs = 60_000;

/** Topics of conversations. */
export function createThreads(scope: Scope): ConsoleRecords['threads'] {
  const idOf = (chatId: string, conversationId: string) => keyOf(scope, 'console-thread', chatId, conversationId);
  const claimedBy = randomToken(12);

  return {
    async findByConversation(chatId, conversationId) {
      return present(await ConsoleThread.findById(idOf(chatId, conversationId)).lean<ConsoleThreadRecord | null>());
    },

    async findByThread(chatId, threadId) {
      if (threadId === 0) return null;
      return present(await ConsoleThread.findOne({ ...ownedBy(scope), chatId, threadId }).lean<ConsoleThreadRecord | null>());
    },

    async claim(chatId, conversationId, lostThreadId) {
      const _id = idOf(chatId, conversationId);
      const now = scope.hub.now();
      const draft = {
        ...ownedBy(scope),
        _id,
        chatId,
        threadId: 0,
        conversationId: readId(conversationId) ?? new ObjectId(),
        state: 'recreating',
        claimedAt: now,
        claimedBy,
      } as const;
      const { doc, created } = await insertOnce(ConsoleThread, draft);
      if (created) return { isWon: true, thread: presentThread(doc.toObject()) };

      const isAbandoned = { state: 'recreating' as const, claimedAt: { $lt: new Date(now.getTime() - claimMs) } };
      // Sends of one chat go out one after another, so an own claim that still stands is of one that failed.
      const isOwn = { state: 'recreating' as const, claimedBy };
      const isLost = lostThreadId === undefined ? [] : [{ state: 'open' as const, threadId: lostThreadId }];
      const won = await ConsoleThread.findOneAndUpdate(
        { _id, $or: [isAbandoned, isOwn, ...isLost] },
        { $set: { state: 'recreating', claimedAt: now, claimedBy } },
        { returnDocument: 'after' },
      ).lean<ConsoleThreadRecord | null>();
      if (won) return { isWon: true, thread: presentThread(won) };
      const held = await ConsoleThread.findById(_id).lean<ConsoleThreadRecord | null>();
      return { isWon: false, thread: presentThread(held ?? doc.toObject()) };
    },

    async open(chatId, conversationId, threadId) {
      const _id = idOf(chatId, conversationId);
      const before = await ConsoleThread.findOneAndUpdate(
        { _id },
        { $set: { state: 'open', threadId }, $unset: { shownTitle: 1, shownIcon: 1, renamedAt: 1 } },
        { returnDocument: 'before' },
      ).lean<ConsoleThreadRecord | null>();
      if (!before) throw new Error('a topic was opened that nobody had claimed');
      if (before.threadId !== 0 && before.threadId !== threadId) await forgetThread(chatId, conversationId, before.threadId);
      return { chatId, conversationId, threadId, state: 'open', isSilent: before.isSilent };
    },

    async remove(chatId, conversationId) {
      const removed = await ConsoleThread.findOneAndDelete({ _id: idOf(chatId, conversationId) }).lean<ConsoleThreadRecord | null>();
      if (removed) await forgetThread(chatId, conversationId, removed.threadId);
    },

    async update(chatId, conversationId, change) {
      await ConsoleThread.updateOne({ _id: idOf(chatId, conversationId) }, { $set: change });
    },
  };

  async function forgetThread(chatId: string, conversationId: string, threadId: number): Promise<void> {
    await ConsoleMessage.deleteMany({ ...ownedBy(scope), chatId, conversationId: readId(conversationId), threadId });
    await ConsoleCard.deleteOne({ _id: keyOf(scope, 'console-card', chatId, conversationId), threadId });
  }
}

function present(record: ConsoleThreadRecord | null): ThreadRecord | null {
  return record && presentThread(record);
}

function presentThread({
  chatId,
  threadId,
  conversationId,
  state,
  isSilent,
  shownTitle,
  shownIcon,
  renamedAt,
}: ConsoleThreadRecord): ThreadRecord {
  return {
    chatId,
    threadId,
    conversationId: conversationId.toHexString(),
    state,
    isSilent,
    ...(shownTitle === undefined ? {} : { shownTitle }),
    ...(shownIcon === undefined ? {} : { shownIcon }),
    ...(renamedAt === undefined ? {} : { renamedAt }),
  };
}
