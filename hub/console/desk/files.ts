import type { DeskFiles } from '../../../bots/console/desk.ts';
import { authorize } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import { insertOnce } from '../../database/insert-once.ts';
import { naturalId } from '../../database/natural-id.ts';
import { FileLink, type FileLinkRecord } from '../../domain/console/records/file-link.ts';
import { getFile, openFile } from '../../domain/file/open-file.ts';
import { storeFile } from '../../domain/file/store-file.ts';
import { readId } from '../records/scope.ts';
import { findFileOf } from './attachments.ts';
import { actAs, type DeskTools } from './tools.ts';

/** Attachments in the hub's storage. */
export function createDeskFiles(tools: DeskTools): DeskFiles {
  const { hub, workspaceId } = tools;
  return {
    async upload(agentId, { clientId, name, mimeType, stream, size }) {
      const actor = await actAs(tools, agentId);
      authorize(actor, 'file.upload');
      const _id = naturalId('console-upload', workspaceId.toHexString(), clientId);
      const known = await FileLink.findOne({ _id, workspaceId }).lean<FileLinkRecord | null>();
      if (known) {
        stream.destroy();
        return { id: known.value };
      }
      const limit = hub.config.FILE_LIMIT_MB * 1024 * 1024;
      if (size !== undefined && size > limit) {
        stream.destroy();
        throw new HubError('file.too-large', { maxBytes: limit });
      }
      const file = await storeFile(hub, workspaceId, { name, mimeType, content: stream });
      const { doc } = await insertOnce(FileLink, { _id, workspaceId, value: file._id.toHexString(), createdAt: hub.now() });
      return { id: doc.value };
    },

    async open(attachmentId) {
      if (!readId(attachmentId)) throw new HubError('file.unknown', { attachmentId });
      const file = await getFile({ workspaceId }, await findFileOf(tools, attachmentId));
      return { name: file.name, mimeType: file.mimeType, size: file.size, stream: await openFile(hub, file) };
    },
  };
}
