import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveBotApi } from './bot-api.ts';
import type { Core } from './core.ts';
import { maxDownloadBytes } from './world/files.ts';

/** Takes requests under `/emulator/`; answers itself. */
export type ControlHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Listens on loopback; `port` 0 takes a free one. */
export async function startServer(
  core: Core,
  port: number,
  control: ControlHandler,
): Promise<{ server: Server; port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    route(core, control, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.stack : String(error));
    });
  });
  // A bot keeps its connections open between calls for as long as it likes.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name
  return {
    server,
    port: address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(core: Core, control: ControlHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const path = url.pathname;
  const [, token, method] = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(path) ?? [];
  if (token !== undefined && method !== undefined)
    return serveBotApi(core, decodeURIComponent(token), method, url.searchParams, request, response);
  const [, fileToken, filePath] = /^\/file\/bot([^/]+)\/(.+)$/.exec(path) ?? [];
  if (fileToken !== undefined && filePath !== undefined)
    return serveFile(core, decodeURIComponent(fileToken), decodeURIComponent(filePath), response);
  if (path.startsWith('/emulator/')) return control(request, response, url);
  notFound(response);
}

function serveFile(core: Core, token: string, path: string, response: ServerResponse): void {
  const media = core.world.bots.has(token) ? core.world.filesByPath.get(path) : undefined;
  if (!media || media.file.bytes.length > maxDownloadBytes) return notFound(response);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': media.file.bytes.length });
  response.end(media.file.bytes);
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: false, error_code: 404, description: 'Not Found' }));
}
