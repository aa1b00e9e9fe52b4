import type { Readable } from 'node:stream';
import type { Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { ObjectId } from '../../core/ids.ts';
import { File, type FileRecord } from './model.ts';

/** A file of the actor's workspace; throws file.unknown. */
export async function getFile(actor: Pick<Actor, 'workspaceId'>, fileId: string | ObjectId): Promise<FileRecord> {
  const found = await File.findOne({ _id: new ObjectId(fileId), workspaceId: actor.workspaceId }).lean<FileRecord>();
  if (!found) throw new HubError('file.unknown', { fileId: String(fileId) });
  return found;
}

/** Opens a stored file's bytes, all or a range. */
export function openFile(
  hub: Pick<Hub, 'files'>,
  file: Pick<FileRecord, 'key'>,
  range?: { start: number; end: number },
): Promise<Readable> {
  return hub.files.open(file.key, range);
}
