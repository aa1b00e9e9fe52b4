import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { answersInstead, serveMethod } from './api.ts';
import type { Core } from './core.ts';
import type { StoredFile } from './world/files.ts';
import { isPicture } from './world/files.ts';

/** Listens on loopback; `port` 0 takes a free one. */
export async function startServer(core: Core, port: number): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    route(core, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.stack : String(error));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name
  return {
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const [, area = '', name = ''] = url.pathname.split('/');
  const body = await buffer(request);
  if (area === 'method') return serveMethod(core, name, paramsOf(url, request, body), request, response);
  if (area === 'lp') return servePoll(core, Number(name.replace('wh', '')), url, request, response);
  if (area === 'upload') return takeUpload(core, name, url, request, response, body);
  if (area === 'files' || area === 'doc') return serveFile(core, area, name, request, response);
  response.writeHead(404).end();
}

/** Parameters come in the address, in a form, or in both. */
function paramsOf(url: URL, request: IncomingMessage, body: Buffer): URLSearchParams {
  const params = new URLSearchParams(url.searchParams);
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return params;
  for (const [key, value] of new URLSearchParams(body.toString('utf8'))) params.set(key, value);
  return params;
}

async function servePoll(core: Core, groupId: number, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const group = core.world.groups.get(groupId);
  const fault = core.faults.strike('lp', groupId);
  if (fault?.kind === 'cut-before' || fault?.kind === 'cut-after') return void request.socket.destroy();
  if (fault && answersInstead(fault, response)) return;
  if (!group || url.searchParams.get('act') !== 'a_check') return void response.writeHead(404).end();
  const left = new AbortController();
  response.once('close', () => left.abort());
  const query = {
    key: url.searchParams.get('key') ?? '',
    ts: url.searchParams.get('ts') ?? '',
    wait: Math.min(Number(url.searchParams.get('wait') ?? 25), 90),
  };
  const answer = await core.longPoll.poll(group, query, left.signal);
  if (!left.signal.aborted) json(response, answer);
}

const uploadTypes: Record<string, StoredFile['type']> = {
  photo: 'photo',
  doc: 'doc',
  audio_message: 'audio_message',
  graffiti: 'graffiti',
};

async function takeUpload(
  core: Core,
  kind: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const groupId = Number(url.searchParams.get('g'));
  const type = uploadTypes[kind];
  const fault = core.faults.strike(`upload:${kind === 'photo' ? 'photo' : 'doc'}`, groupId);
  if (fault?.kind === 'cut-before' || fault?.kind === 'cut-after') return void request.socket.destroy();
  if (fault && answersInstead(fault, response)) return;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
  const file = form.get(kind === 'photo' ? 'photo' : 'file');
  if (!type || !core.world.groups.has(groupId) || !file || typeof file === 'string') {
    return json(response, { error: 'no_file', error_descr: 'file is not set' });
  }
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length === 0 || (type === 'audio_message' && bytes.toString('latin1', 0, 4) !== 'OggS')) {
    return json(response, { error: 'bad_file', error_descr: 'file is invalid' });
  }
  // What is no picture comes back as an empty list, and is refused only when it is to be saved.
  if (type === 'photo' && !isPicture(bytes)) return json(response, { server: 1, photo: '[]', hash: 'none' });
  const stored = core.world.files.add({
    ownerId: -groupId,
    type,
    name: file.name,
    mimeType: file.type || 'application/octet-stream',
    bytes,
  });
  json(response, type === 'photo' ? { server: 1, photo: JSON.stringify([stored.key]), hash: 'hash' } : { file: stored.key });
}

function serveFile(core: Core, area: string, key: string, request: IncomingMessage, response: ServerResponse): void {
  const file = core.world.files.byKey(key);
  const fault = core.faults.strike('file', undefined);
  if (fault?.kind === 'cut-before' || fault?.kind === 'cut-after') return void request.socket.destroy();
  if (fault && answersInstead(fault, response)) return;
  if (!file) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>404</html>');
  if (area === 'doc') return void response.writeHead(302, { location: `/files/${key}/${encodeURIComponent(file.name)}` }).end();
  response.writeHead(200, { 'content-type': file.mimeType, 'content-length': file.bytes.length }).end(file.bytes);
}

function json(response: ServerResponse, answer: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
}
