import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

type Encoding = 'br' | 'gzip';
type Compress = (plain: Buffer | string) => Promise<Buffer>;

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);
// The last step of brotli's quality takes five times as long for two in a hundred less.
const thorough: Readonly<Record<Encoding, Compress>> = {
  br: (plain) => asBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  gzip: (plain) => asGzip(plain, { level: 9 }),
};
const quick: Readonly<Record<Encoding, Compress>> = {
  br: (plain) => asBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (plain) => asGzip(plain),
};

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
};
/** Names below the folder, none of which begins with a dot. */
const safePath = /^(?:\/\w[\w.-]*)+\.(\w+)$/;

/**
 * Sends a folder's texts (scripts, styles, pages, drawings, JSON) compressed to browsers that take it, each compressed once. What it
 * doesn't send is left to who comes next: other kinds of files, names that are not there, browsers that want it plain. `path` is the one
 * file that it sends, whatever was asked for.
 */
export function sendCompressed(folder: string, cacheControl: string, path?: string): RequestHandler {
  const kept = new Map<string, { changedAt: number; body: Promise<Buffer> }>();
  return async (request, response, next) => {
    const wanted = path ?? request.path;
    const type = types[safePath.exec(wanted)?.[1] ?? ''];
    if (!type || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    const encoding = agreeOn(request, response);
    if (!encoding) return next();
    const found = await stat(`${folder}${wanted}`).catch(() => null); // absent: who comes next says so
    if (!found?.isFile()) return next();
    const key = `${encoding} ${wanted}`;
    let file = kept.get(key);
    if (file?.changedAt !== found.mtimeMs) {
      file = { changedAt: found.mtimeMs, body: readFile(`${folder}${wanted}`).then(thorough[encoding]) };
      kept.set(key, file);
    }
    response.set({
      'Content-Type': type,
      'Content-Encoding': encoding,
      'Cache-Control': cacheControl,
      'Last-Modified': found.mtime.toUTCString(),
      ETag: `W/"${found.size.toString(16)}-${found.mtimeMs.toString(16)}-${encoding}"`,
    });
    response.send(await file.body);
  };
}

/** Sends a page that was written for this request, compressed where the browser takes it. Its headers stay as they were set. */
export async function sendPage(request: Request, response: Response, html: string): Promise<void> {
  response.type('html');
  const encoding = agreeOn(request, response);
  if (!encoding) return void response.send(html);
  const body = await quick[encoding](html);
  response.set('Content-Encoding', encoding).send(body);
}

/** The best that the browser takes; null: it wants it plain. Says that the answer depends on it. */
function agreeOn(request: Request, response: Response): Encoding | null {
  response.vary('Accept-Encoding');
  // One by one: asked for both, express goes by the order in which the browser happens to name them.
  return (['br', 'gzip'] as const).find((encoding) => request.acceptsEncodings(encoding) !== false) ?? null;
}
