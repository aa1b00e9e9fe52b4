import type { ConsoleRecords } from '../../../bots/console/desk-records.ts';
import { AlbumPart, type AlbumPartRecord } from '../../domain/console/records/album-part.ts';
import { putById } from './put-by-id.ts';
import { keyOf, ownedBy, type Scope } from './scope.ts';

const keptMs = 24 * 3_600_000;

/** Albums that agents are sending, part by part. */
export function createAlbums(scope: Scope): ConsoleRecords['albums'] {
  const inGroup = (chatId: string, groupId: string) => ({ ...ownedBy(scope), chatId, groupId });

  return {
    async add({ chatId, groupId, messageId, part }) {
      const _id = keyOf(scope, 'console-album-part', chatId, groupId, messageId);
      const expiresAt = new Date(scope.hub.now().getTime() + keptMs);
      await putById(AlbumPart, { ...inGroup(chatId, groupId), _id, messageId, part, expiresAt });
    },

    async list(chatId, groupId) {
      const parts = await AlbumPart.find(inGroup(chatId, groupId)).sort({ messageId: 1 }).lean<AlbumPartRecord[]>();
      return parts.map(({ messageId, part }) => ({ chatId, groupId, messageId, part }));
    },

    async remove(chatId, groupId) {
      await AlbumPart.deleteMany(inGroup(chatId, groupId));
    },
  };
}
