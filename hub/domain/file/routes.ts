import busboy from 'busboy';
import type { Request } from 'express';
import * as api from '../../api/customers/files.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { ObjectId } from '../../core/ids.ts';
import { route, type Route } from '../../core/route.ts';
import { fileUrl } from './link.ts';
import type { FileRecord } from './model.ts';
import { getFile } from './open-file.ts';
import { storeFile } from './store-file.ts';

type FileTools = Pick<Hub, 'files' | 'now' | 'config' | 'secrets' | 'baseUrl'>;

/** Routes of uploaded files. */
export function fileRoutes(hub: FileTools): Route[] {
  return [
    route(api.uploadFile, async ({ actor, request }) => presentFile(hub, await upload(hub, actor.workspaceId, request))),
    route(api.getFile, async ({ actor, params }) => presentFile(hub, await getFile(actor, params.fileId))),
  ];
}

/** Streams the one file of a multipart body into the store: nothing is buffered whole. */
async function upload(hub: FileTools, workspaceId: ObjectId, request: Request): Promise<FileRecord> {
  return new Promise((resolve, reject) => {
    const invalid = (message: string) => new HubError('request.invalid', { issues: [{ path: ['body', 'file'], message }] });
    let stored: Promise<FileRecord> | null = null;
    const form = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { files: 1, fields: 5, parts: 6 } });
    form.on('file', (_field, content, { filename, mimeType }) => {
      stored = storeFile(hub, workspaceId, { name: filename ?? '', mimeType, content });
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

function presentFile(hub: FileTools, file: FileRecord): api.FileView {
  const fileId = file._id.toHexString();
  return {
    id: fileId,
    name: file.name,
    mimeType: file.mimeType,
    size: file.size,
    url: fileUrl(hub, fileId, file.name),
    createdAt: file.createdAt.toISOString(),
  };
}
