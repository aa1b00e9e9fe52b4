import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { File, type FileRecord } from './model.ts';

/** Removes a file that nothing shows any more, bytes before record; an absent one is fine. */
export async function removeFile(hub: Pick<Hub, 'files'>, workspaceId: ObjectId, fileId: ObjectId): Promise<void> {
  const file = await File.findOne({ _id: fileId, workspaceId }).lean<FileRecord | null>();
  if (!file) return;
  await hub.files.remove(file.key);
  await File.deleteOne({ _id: fileId });
}
