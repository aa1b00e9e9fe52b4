import busboy from 'busboy';
import type { Request } from 'express';
import { HubError } from '../../../core/error.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import type { ObjectId } from '../../../core/ids.ts';
import type { FileRecord } from '../../file/model.ts';
import { storeFile } from '../../file/store-file.ts';

const limitMb = 20;

/** Streams the one file of a multipart body into the store. Throws file.too-large beyond 20 MB, request.invalid without a file. */
export async function receiveCsv(hub: Pick<Hub, 'files' | 'now' | 'config'>, workspaceId: ObjectId, request: Request): Promise<FileRecord> {
  const invalid = (message: string) => new HubError('request.invalid', { issues: [{ path: 'body.file', message }] });
  if (!request.is('multipart/form-data')) throw new HubError('request.unsupported-type', { accepts: 'multipart/form-data' });
  const tools = { ...hub, config: { ...hub.config, FILE_LIMIT_MB: limitMb } };
  return new Promise((resolve, reject) => {
    let stored: Promise<FileRecord> | null = null;
    const form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 1, fields: 5, parts: 6 } });
    form.on('file', (_field, content, { filename }) => {
      stored = storeFile(tools, workspaceId, { name: filename ?? '', mimeType: 'text/csv', content });
      stored.catch((error: unknown) => {
        content.resume();
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
    form.on('error', () => {
      reject(invalid('the multipart body is broken'));
    });
    form.on('close', () => {
      if (stored) stored.then(resolve, reject);
      else reject(invalid('needs one file'));
    });
    request.once('aborted', () => form.destroy(new Error('the upload was aborted')));
    request.pipe(form);
  });
}
