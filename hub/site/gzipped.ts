import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const compress = promisify(gzip);
const types: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

/**
 * Sends a folder's scripts and styles compressed to browsers that take it, each compressed once. What it doesn't send is left to who comes
 * next: other kinds of files, names that are not there, browsers that want it plain.
 */
export function sendGzipped(folder: string, cacheControl: string): RequestHandler {
  const kept = new Map<string, { changedAt: number; body: Promise<Buffer> }>();
  return async (request, response, next) => {
    const [, name = '', ending = ''] = /^\/([\w.-]+\.(js|css))$/.exec(request.path) ?? [];
    const type = types[ending];
    if (!type) return next();
    response.vary('Accept-Encoding');
    if (!request.acceptsEncodings('gzip')) return next();
    const found = await stat(`${folder}/${name}`).catch(() => null); // absent: who comes next says so
    if (!found?.isFile()) return next();
    let file = kept.get(name);
    if (file?.changedAt !== found.mtimeMs) {
      file = { changedAt: found.mtimeMs, body: readFile(`${folder}/${name}`).then((plain) => compress(plain, { level: 9 })) };
      kept.set(name, file);
    }
    response.set({
      'Content-Type': type,
      'Content-Encoding': 'gzip',
      'Cache-Control': cacheControl,
      'Last-Modified': found.mtime.toUTCString(),
    });
    response.send(await file.body);
  };
}
