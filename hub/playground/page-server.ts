import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isLocalOrigin } from '../../bots/emulators/telegram/control/origin.ts';
import type { HubProcess } from './hub-process.ts';
import type { Messenger } from './messengers/messenger.ts';
import { actInMessenger } from './messengers/routes.ts';
import type { PlaygroundSession, PlaygroundState } from './session.ts';
import { signInToHub } from './sign-in.ts';

/** What the page's server serves. */
export interface PageServerParts {
  /** The built page. */
  folder: string;
  session: PlaygroundSession;
  readState: () => Promise<PlaygroundState>;
  hub: HubProcess;
  messengers: readonly Messenger[];
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Serves the page, its session and state, and the hub's kill switch, on loopback only. */
export async function startPageServer(parts: PageServerParts, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: text });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name
  return {
    url: `http://localhost:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(parts: PageServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://playground').pathname;
  // The session holds the owner's password: no foreign page, and no foreign name for this address, may read it.
  if (!isLocalOrigin(request.headers.origin) || !isLocalOrigin(`http://${request.headers.host ?? ''}`)) {
    return sendJson(response, 403, { error: 'Only pages of this machine may use the playground' });
  }
  const route = `${request.method ?? 'GET'} ${path}`;
  if (route === 'GET /playground/session') {
    const cookie = await signInToHub(parts.hub.url(), parts.session.login);
    if (cookie) response.setHeader('set-cookie', cookie);
    return sendJson(response, 200, { ...parts.session, hubUrl: parts.hub.url() });
  }
  if (route === 'GET /playground/state') return sendJson(response, 200, await parts.readState());
  if (route === 'POST /playground/hub/kill') return act(response, parts.hub.kill());
  if (route === 'POST /playground/hub/stop') return act(response, parts.hub.stop());
  if (route === 'POST /playground/hub/start') return act(response, parts.hub.start());
  if (await actInMessenger(parts.messengers, route, request)) return sendJson(response, 200, {});
  if (request.method !== 'GET') return sendJson(response, 404, { error: 'Not found' });
  return sendFile(parts, path, response);
}

async function act(response: ServerResponse, doing: Promise<void>): Promise<void> {
  await doing;
  sendJson(response, 200, {});
}

async function sendFile({ folder, session, hub }: PageServerParts, path: string, response: ServerResponse): Promise<void> {
  const file = join(folder, normalize(path === '/' ? '/index.html' : decodeURIComponent(path)));
  const found = file.startsWith(folder) ? await stat(file).catch(() => null) : null;
  if (!found?.isFile()) return sendJson(response, 404, { error: 'Not found' });
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': policyFor(session, hub.url()),
  });
  await pipeline(createReadStream(file), response);
}

/** The page loads nothing but itself, what the emulated Telegram holds, and in frames the hub's admin and the shop with the hub's chat. */
function policyFor({ emulatorUrl, shopUrl }: PlaygroundSession, hubUrl: string): string {
  const socket = emulatorUrl.replace(/^http/, 'ws');
  return [
    "default-src 'self'",
    `connect-src 'self' ${emulatorUrl} ${socket}`,
    `img-src 'self' data: blob: ${emulatorUrl}`,
    `media-src 'self' blob: ${emulatorUrl}`,
    "style-src 'self' 'unsafe-inline'",
    `frame-src ${hubUrl} ${shopUrl}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
