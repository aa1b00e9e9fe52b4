import type { ConsoleRecords } from '../../../bots/console/desk-records.ts';
import { FileLink, type FileLinkRecord } from '../../domain/console/records/file-link.ts';
import { createAlbums } from './albums.ts';
import { allowOnce } from './allow-once.ts';
import { createCards } from './cards.ts';
import { enqueueSends } from './enqueue.ts';
import { createLinks } from './links.ts';
import { moveChat } from './move-chat.ts';
import { createPrompts } from './prompts.ts';
import { putById } from './put-by-id.ts';
import { keyOf, type Scope } from './scope.ts';
import { createThreads } from './threads.ts';
import { createUpdates } from './updates.ts';

/** The console's records of one bot account, in the database. */
export function createRecords(scope: Scope): ConsoleRecords {
  return {
    threads: createThreads(scope),
    links: createLinks(scope),
    cards: createCards(scope),
    updates: createUpdates(scope),
    prompts: createPrompts(scope),
    albums: createAlbums(scope),
    fileIds: createFileIds(scope),
    allowOnce: (key, everyMs) => allowOnce(scope, key, everyMs),
    sends: { enqueue: (sends) => enqueueSends(scope, sends) },
    moveChat: (fromChatId, toChatId) => moveChat(scope, fromChatId, toChatId),
  };
}

function createFileIds(scope: Scope): ConsoleRecords['fileIds'] {
  const idOf = (attachmentId: string) => keyOf(scope, 'console-file', attachmentId);
  return {
    async find(attachmentId) {
      const found = await FileLink.findById(idOf(attachmentId)).lean<FileLinkRecord | null>();
      return found?.value ?? null;
    },
    async put(attachmentId, fileId) {
      await putById(FileLink, { _id: idOf(attachmentId), workspaceId: scope.workspaceId, value: fileId, createdAt: scope.hub.now() });
    },
  };
}
