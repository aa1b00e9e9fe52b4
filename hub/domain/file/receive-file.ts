import busboy from 'busboy';
import type { Request } from 'express';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import type { FileRecord } from './model.ts';
import { storeFile } from './store-file.ts';

/** What is known of a file before it comes. */
interface Expected {
  /** Below FILE_LIMIT_MB. */
  maxBytes?: number;
  /** Instead of what its sender claims. */
  mimeType?: string;
}

/**
 * Streams the one file of a multipart body into the store: nothing is buffered whole. Throws request.unsupported-type,
 * request.invalid, file.too-large beyond `maxBytes` or FILE_LIMIT_MB.
 */
export async function receiveFile(
  hub: Pick<Hub, 'files' | 'now' | 'config'>,
  workspaceId: ObjectId,
  request: Request,
  expected: Expected = {},
): Promise<FileRecord> {
  if (!request.is('multipart/form-data')) throw new HubError('request.unsupported-type', { accepts: 'multipart/form-data' });
  const form = readForm(request);
  return new Promise((resolve, reject) => {
    let stored: Promise<FileRecord> | null = null;
    form.on('file', (_field, content, { filename, mimeType }) => {
      const file = { name: filename ?? '', mimeType: expected.mimeType ?? mimeType, content };
      stored = storeFile(hub, workspaceId, file, expected.maxBytes);
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

function readForm({ headers }: Request): busboy.Busboy {
  try {
    return busboy({ headers, defParamCharset: 'utf8', limits: { files: 1, fields: 5, parts: 6 } });
  } catch (error) {
    throw invalid('the multipart body is broken', error);
  }
}

function invalid(message: string, cause?: unknown): HubError {
  return new HubError('request.invalid', { issues: [{ path: ['body', 'file'], message }] }, { cause });
}
