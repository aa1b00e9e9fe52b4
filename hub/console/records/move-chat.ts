import { insertOnce } from '../../database/insert-once.ts';
import { Console, consoleIdOf } from '../../domain/console/model.ts';
import { AlbumPart } from '../../domain/console/records/album-part.ts';
import { ConsoleCard } from '../../domain/console/records/card.ts';
import { ConsoleMessage } from '../../domain/console/records/message.ts';
import { ConsolePrompt } from '../../domain/console/records/prompt.ts';
import { ConsoleSend } from '../../domain/console/records/send.ts';
import { ConsoleThread, type ConsoleThreadRecord } from '../../domain/console/records/thread.ts';
import { keyOf, ownedBy, type Scope } from './scope.ts';

/** A group became a supergroup: records follow it; message links and cards are dropped, since message ids begin anew there. Safe to repeat. */
export async function moveChat(scope: Scope, fromChatId: string, toChatId: string): Promise<void> {
  const before = { ...ownedBy(scope), chatId: fromChatId };
  const move = { $set: { chatId: toChatId } };
  await Console.updateOne({ _id: consoleIdOf(scope.workspaceId), 'groups.chatId': fromChatId }, { $set: { 'groups.$.chatId': toChatId } });
  for (const thread of await ConsoleThread.find(before).lean<ConsoleThreadRecord[]>()) {
    const _id = keyOf(scope, 'console-thread', toChatId, thread.conversationId.toHexString());
    await insertOnce(ConsoleThread, { ...thread, _id, chatId: toChatId });
    await ConsoleThread.deleteOne({ _id: thread._id });
  }
  await ConsoleMessage.deleteMany(before);
  await ConsoleCard.deleteMany(before);
  await ConsolePrompt.updateMany(before, move);
  await AlbumPart.updateMany(before, move);
  await ConsoleSend.updateMany({ ...before, state: { $ne: 'failed' } }, move);
}
