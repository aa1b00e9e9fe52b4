import type { CardRecord, ConsoleRecords } from '../../../bots/console/desk-records.ts';
import { ConsoleCard, type ConsoleCardRecord } from '../../domain/console/records/card.ts';
import { putById } from './put-by-id.ts';
import { keyOf, ownedBy, readId, type Scope } from './scope.ts';

/** Copies of conversations' cards. */
export function createCards(scope: Scope): ConsoleRecords['cards'] {
  const idOf = (chatId: string, conversationId: string) => keyOf(scope, 'console-card', chatId, conversationId);

  return {
    async put({ conversationId, ...card }) {
      const conversation = readId(conversationId);
      if (!conversation) throw new Error('a card names no conversation');
      await putById(ConsoleCard, { ...card, ...ownedBy(scope), _id: idOf(card.chatId, conversationId), conversationId: conversation });
    },

    async find(chatId, conversationId) {
      const found = await ConsoleCard.findById(idOf(chatId, conversationId)).lean<ConsoleCardRecord | null>();
      return found && present(found);
    },

    async listByConversation(conversationId) {
      const found = await ConsoleCard.find({ ...ownedBy(scope), conversationId: readId(conversationId) }).lean<ConsoleCardRecord[]>();
      return found.map(present);
    },

    async remove(chatId, conversationId) {
      await ConsoleCard.deleteOne({ _id: idOf(chatId, conversationId) });
    },
  };
}

function present({ conversationId, chatId, messageId, threadId, fromSeq, shownSeq, renderedHash }: ConsoleCardRecord): CardRecord {
  return {
    conversationId: conversationId.toHexString(),
    chatId,
    messageId,
    ...(threadId === undefined ? {} : { threadId }),
    fromSeq,
    shownSeq,
    renderedHash,
  };
}
