import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { transformWithOxc } from 'vite';
import { WebSocketServer, type WebSocket } from 'ws';
import type { PageCalls, ToPage } from './wire.ts';
import { createCalls, never, renewRef } from './world/device.ts';
import { changed, nextId, type Device, type World } from './world/world.ts';

const html = '<!doctype html><title>WhatsApp</title><script type="module" src="/page/main.ts"></script>';
const scriptPath = /^\/(?:page\/(?:modules\/)?[\w-]+|wire)\.ts$/;

/** Serves the page, its files and its line; `qrMs` is how long a code is good. */
export async function startServer(world: World, { port, qrMs }: { port: number; qrMs: number }) {
  const server = createServer((request, response) => {
    serve(world, request, response).catch(() => response.writeHead(500).end());
  });
  const sockets = new WebSocketServer({ server, path: '/device' });
  sockets.on('connection', (socket) => follow(world, socket));
  const renewing = setInterval(() => {
    const unlinked = [...world.devices].filter(({ account, ref }) => account === null && ref !== '');
    for (const device of unlinked) if (!world.faults.strikes('still-qr')) renewRef(world, device);
  }, qrMs);
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      clearInterval(renewing);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://emulator');
  if (pathname === '/') return send(response, 'text/html', html);
  if (scriptPath.test(pathname)) return send(response, 'text/javascript', await script(pathname.slice(1)));
  if (pathname === '/media' && request.method === 'POST') return takeFile(world, request, response);
  const file = world.files.get(pathname);
  if (file && world.faults.strikes('media-down')) return void response.writeHead(503).end();
  if (!file || world.faults.strikes('lose-file')) return void response.writeHead(404).end();
  return send(response, file.type, file.bytes);
}

async function takeFile(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  if (world.faults.strikes('media-down')) return void request.socket.destroy();
  if (world.faults.strikes('refuse-upload')) return void response.writeHead(507).end();
  const key = `/media/${nextId(world)}`;
  world.files.set(key, { bytes: Buffer.concat(parts), type: request.headers['content-type'] ?? 'application/octet-stream' });
  send(response, 'text/plain', key);
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}

const scripts = new Map<string, Promise<string>>();

/** A script of the page without its types, read once. */
function script(name: string): Promise<string> {
  const known = scripts.get(name);
  if (known) return known;
  const made = readFile(new URL(name, import.meta.url), 'utf8')
    .then((source) => transformWithOxc(source, name))
    .then(({ code }) => code);
  scripts.set(name, made);
  return made;
}

function follow(world: World, socket: WebSocket): void {
  const tell = (message: ToPage) => socket.send(JSON.stringify(message));
  const device: Device = {
    tell,
    drop: () => socket.terminate(),
    account: null,
    token: null,
    ref: '',
    pairingCode: null,
    pairingPhone: null,
  };
  const calls = createCalls(world, device);
  world.devices.add(device);
  world.pagesSoFar += 1;
  socket.on('message', (data: Buffer) => {
    const { id, name, params } = JSON.parse(data.toString()) as { id: number; name: keyof PageCalls; params: never };
    try {
      const result = calls[name](params);
      if (result !== never) tell({ type: 'answer', id, result: result ?? null });
    } catch (error) {
      tell({ type: 'answer', id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  socket.on('close', () => {
    world.devices.delete(device);
    changed(world);
  });
}
