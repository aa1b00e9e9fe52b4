import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from './core.ts';
import type { Fault } from './faults.ts';
import { carryOut, methodOf } from './graph/calls.ts';
import type { Call } from './graph/calls.ts';
import { serveElsewhere, serveFile } from './graph/media.ts';
import { GraphRefusal } from './graph/refusal.ts';
import type { BusinessNumber } from './world/state.ts';
import { findFile } from './world/files.ts';
import { textOf } from './wire.ts';
import type { WireObject } from './wire.ts';

/** A listening server; `elsewhere` is a second one under another host, to which files may be redirected. */
export interface EmulatorServer {
  url: string;
  elsewhere: string;
  stop(): Promise<void>;
}

/** Listens on loopback. */
export async function startServer(core: Core, port: number, redirectsFiles: () => boolean): Promise<EmulatorServer> {
  const first = await listen(port, (request, response) => route(core, request, response, () => (redirectsFiles() ? second.url : null)));
  const second = await listen(0, async (request, response) => {
    serveElsewhere(findFile(core.world, request.url?.split('/').at(-1) ?? ''), request, response);
  });
  return {
    url: first.url,
    elsewhere: second.url,
    async stop() {
      await Promise.all([first.stop(), second.stop()]);
    },
  };
}

async function listen(port: number, handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.stack : String(error));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: found } = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name
  return {
    url: `http://127.0.0.1:${found}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(core: Core, request: IncomingMessage, response: ServerResponse, elsewhere: () => string | null): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://emulator');
  const number = bearerOf(core, request);
  const [, fileId] = /^\/lookaside\/(\d+)$/.exec(url.pathname) ?? [];
  const raw = await readBody(request);
  if (fileId !== undefined) {
    const fault = core.faults.strike({ method: 'file' });
    if (fault && (await strike(core, fault, request, response))) return;
    return serveFile(core, findFile(core.world, fileId), number, url.searchParams.get('oe') ?? '', response, elsewhere());
  }
  const [version = '', ...path] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (!/^v\d+\.\d+$/.test(version)) return answer(response, 400, new GraphRefusal(100, 'Unknown path components').toBody());
  if (!number) return answer(response, 401, new GraphRefusal(190).toBody());
  const contentType = request.headers['content-type'] ?? '';
  const json = contentType.includes('json') ? readJson(raw) : {};
  await serve(core, { verb: request.method ?? 'GET', path, query: url.searchParams, json, raw, contentType, number }, request, response);
}

async function serve(core: Core, call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = methodOf(call);
  const { phoneNumberId } = call.number;
  const to = textOf(call.json, 'to') ?? textOf(call.json, 'recipient');
  const entry = core.requests.add({ method, phoneNumberId, to, body: method === 'media' ? { size: call.raw.length } : call.json });
  const fault = core.faults.strike({ method, phoneNumberId, to });
  if (fault && fault.kind !== 'cut-after-accept' && (await strike(core, fault, request, response))) {
    if (response.headersSent) entry.status = response.statusCode;
    return;
  }
  try {
    const { body, messageId } = await carryOut(core, call);
    entry.isApplied = true;
    if (messageId !== undefined) entry.messageId = messageId;
    if (fault?.kind === 'cut-after-accept') return void request.socket.destroy();
    entry.status = 200;
    answer(response, 200, body);
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    entry.status = error.status;
    answer(response, error.status, error.toBody());
  }
}

/** Lets a fault do its harm; true when the call ends with it. */
async function strike(core: Core, fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'hang':
      await core.faults.removal(fault);
      return false;
    case 'cut-before':
    case 'cut-after-accept':
      request.socket.destroy();
      return true;
    case '500':
      response.writeHead(500, { 'content-type': 'text/html' }).end('<html>Sorry, something went wrong.</html>');
      return true;
    case '429': {
      const retry = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      response.writeHead(429, { 'content-type': 'application/json', ...retry }).end(JSON.stringify(new GraphRefusal(130429).toBody()));
      return true;
    }
    case 'expire':
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>URL signature expired</html>');
      return true;
    case 'refuse': {
      const refusal = new GraphRefusal(fault.code ?? 1);
      answer(response, refusal.status, refusal.toBody());
      return true;
    }
  }
}

function bearerOf({ world }: Core, request: IncomingMessage): BusinessNumber | undefined {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return [...world.numbers.values()].find(({ accessToken }) => accessToken === token);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function readJson(raw: Buffer): WireObject {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body));
}
