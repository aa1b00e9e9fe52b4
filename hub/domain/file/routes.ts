import * as api from '../../api/customers/files.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { route, type Route } from '../../core/route.ts';
import { fileUrl } from './link.ts';
import type { FileRecord } from './model.ts';
import { getFile } from './open-file.ts';
import { receiveFile } from './receive-file.ts';

type FileTools = Pick<Hub, 'files' | 'now' | 'config' | 'secrets' | 'baseUrl'>;

/** Routes of uploaded files. */
export function fileRoutes(hub: FileTools): Route[] {
  return [
    route(api.uploadFile, async ({ actor, request }) => presentFile(hub, await receiveFile(hub, actor.workspaceId, request))),
    route(api.getFile, async ({ actor, params }) => presentFile(hub, await getFile(actor, params.fileId))),
  ];
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
