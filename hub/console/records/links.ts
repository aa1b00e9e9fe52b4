import type { ConsoleRecords, MessageLink } from '../../../bots/console/desk-records.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { ConsoleMessage, type ConsoleMessageRecord } from '../../domain/console/records/message.ts';
import { keyOf, ownedBy, readId, type Scope } from './scope.ts';

/** What Telegram messages stand for. */
export function createLinks(scope: Scope): ConsoleRecords['links'] {
  const idOf = (chatId: string, messageId: number) => keyOf(scope, 'console-message', chatId, messageId);

  async function add({ conversationId, hubMessageId, ...link }: MessageLink): Promise<void> {
    const conversation = readId(conversationId);
    if (!conversation) throw new Error('a link names no conversation');
    await insertOnce(ConsoleMessage, {
      ...link,
      ...ownedBy(scope),
      _id: idOf(link.chatId, link.messageId),
      conversationId: conversation,
      hubMessageId: hubMessageId === null ? null : readId(hubMessageId),
      createdAt: scope.hub.now(),
    });
  }

  return {
    async add(links) {
      await Promise.all(links.map(add));
    },

    async find(chatId, messageId) {
      const found = await ConsoleMessage.findById(idOf(chatId, messageId)).lean<ConsoleMessageRecord | null>();
      return found && present(found);
    },

    async listByMessage(hubMessageId) {
      const found = await ConsoleMessage.find({ ...ownedBy(scope), hubMessageId: readId(hubMessageId) })
        .sort({ part: 1 })
        .lean<ConsoleMessageRecord[]>();
      return found.map(present);
    },

    async lastSeq(chatId, conversationId, upTo) {
      const last = await ConsoleMessage.findOne({
        ...ownedBy(scope),
        chatId,
        conversationId: readId(conversationId),
        createdAt: { $lte: upTo },
      })
        .sort({ seq: -1 })
        .lean<ConsoleMessageRecord | null>();
      return last?.seq ?? 0;
    },

    async remove(chatId, messageId) {
      await ConsoleMessage.deleteOne({ _id: idOf(chatId, messageId) });
    },
  };
}

function present(record: ConsoleMessageRecord): MessageLink {
  const { chatId, messageId, threadId, conversationId, hubMessageId, seq, part, kind, attachmentId } = record;
  return {
    chatId,
    messageId,
    ...(threadId === undefined ? {} : { threadId }),
    conversationId: conversationId.toHexString(),
    hubMessageId: hubMessageId?.toHexString() ?? null,
    seq,
    part,
    ...(attachmentId === undefined ? {} : { attachmentId }),
    kind,
  };
}
