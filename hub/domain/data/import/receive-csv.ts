import type { Request } from 'express';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import type { FileRecord } from '../../file/model.ts';
import { receiveFile } from '../../file/receive-file.ts';

const maxBytes = 20 * 1024 * 1024;

/** Streams the one file of a multipart body into the store as CSV. Throws file.too-large beyond 20 MB, request.invalid without a file. */
export function receiveCsv(hub: Pick<Hub, 'files' | 'now' | 'config'>, workspaceId: ObjectId, request: Request): Promise<FileRecord> {
  return receiveFile(hub, workspaceId, request, { maxBytes, mimeType: 'text/csv' });
}
