import { pipeline } from 'node:stream/promises';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { HubError } from '../core/error.ts';
import type { Hub } from '../core/parts/hub.ts';
import { ObjectId } from '../core/ids.ts';
import { checkFileLink } from '../domain/file/link.ts';
import { File, type FileRecord } from '../domain/file/model.ts';
import { openFile } from '../domain/file/open-file.ts';

type ServeTools = Pick<Hub, 'secrets' | 'now' | 'files'>;

const params = z.object({ fileId: z.string().regex(/^[0-9a-f]{24}$/), name: z.string() });
const query = z.object({ until: z.coerce.number().int(), signature: z.string(), download: z.string().optional() });

/** Kinds a browser only shows or plays and never runs; everything else is a download. */
const shown = /^(image\/(jpeg|png|gif|webp|avif)|video\/(mp4|webm|quicktime)|audio\/(mpeg|ogg|mp4|aac|wav|webm|opus|x-m4a))$/;

/** `/files/:fileId/:name`: stored files by signed, expiring links. Nothing is served that a browser could run on our origin. */
export function fileRouter(hub: ServeTools): Router {
  const router = express.Router();
  router.get('/files/:fileId/:name', async (request, response) => {
    await serve(hub, request, response);
  });
  return router;
}

async function serve(hub: ServeTools, request: Request, response: Response): Promise<void> {
  const where = params.safeParse(request.params);
  const link = query.safeParse(request.query);
  if (!where.success || !link.success) throw new HubError('file.unknown');
  const { fileId } = where.data;
  const verdict = checkFileLink(hub, fileId, link.data);
  if (verdict === 'forged') throw new HubError('file.unknown', { fileId });
  if (verdict === 'expired') throw new HubError('file.link-expired', { fileId });
  const file = await File.findOne({ _id: new ObjectId(fileId) }).lean<FileRecord>();
  if (!file) throw new HubError('file.unknown', { fileId });

  const range = readRange(request.headers.range, file.size);
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${file.size}`).end();
    return;
  }
  const content = await openFile(hub, file, range ?? undefined);
  const isShown = shown.test(file.mimeType) && link.data.download === undefined;
  response.status(range ? 206 : 200).set({
    'Content-Type': file.mimeType,
    'Content-Length': String(range ? range.end - range.start + 1 : file.size),
    ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` }),
    'Accept-Ranges': 'bytes',
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'private, max-age=3600, immutable',
  });
  // Whoever closes the tab halfway ends the stream; there is nobody left to tell.
  await pipeline(content, response).catch(() => response.destroy());
}

/** A single range of RFC 9110, section 14.2; several or malformed ones are ignored, as it allows. */
function readRange(header: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start <= end && start < size ? { start, end } : 'unsatisfiable';
}
