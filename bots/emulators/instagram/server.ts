import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from './core.ts';
import { serveGraph } from './graph/serve.ts';

/** Listens on loopback; `port` 0 takes a free one. Serves the Graph API, and the files under `/ig_messaging_cdn/`. */
export async function startServer(core: Core, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://emulator');
    if (url.pathname === '/ig_messaging_cdn/') return serveFile(core, url, request.headers.authorization !== undefined, response);
    serveGraph(core, request, response, url).catch((error: unknown) => {
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
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A file to whoever has its signed address; a token has no business here. */
function serveFile({ world, faults, requests }: Core, url: URL, hasToken: boolean, response: ServerResponse): void {
  const file = world.files.get(url.searchParams.get('asset_id') ?? '');
  const entry = requests.add({
    at: world.clock.now(),
    method: 'cdn',
    path: url.pathname,
    payload: { asset_id: url.searchParams.get('asset_id') },
    hasTokenInAddress: false,
    hasToken,
  });
  const fault = faults.strike({ method: 'cdn', recipient: undefined });
  if (fault) entry.fault = fault.kind;
  if (fault?.kind === 'cut-before') return void response.destroy();
  if (fault?.kind === 'cut-after' && file) {
    response.writeHead(200, { 'content-type': file.mime, 'content-length': file.bytes.length + 1 });
    response.write(file.bytes, () => response.destroy());
    return;
  }
  if (fault) return void response.writeHead(fault.kind === '429' ? 429 : 503).end();
  const isSigned =
    file !== undefined && url.searchParams.get('signature') === Buffer.from(`${file.key}:${file.expiresAt}`).toString('base64url');
  if (!file || !isSigned || file.expiresAt <= world.clock.now()) return void response.writeHead(403).end('URL signature expired');
  entry.isApplied = true;
  response.writeHead(200, { 'content-type': file.mime, 'content-length': file.bytes.length }).end(file.bytes);
}
