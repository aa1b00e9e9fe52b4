import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { parseCookie } from 'cookie';
import { z } from 'zod';
import { isLocalOrigin } from '../../../bots/emulators/telegram/control/origin.ts';
import { createLogins, type ShopLogins } from './customers.ts';
import { hostilePolicy, writeHostilePage } from './hostile.ts';
import { writePage } from './pages.ts';
import type { ShopLanguage } from './words.ts';

/** What the shop is given of the hub: all that its owner copies from the admin. */
export interface ShopParts {
  /** Asked for each page: a hub that was started anew may be elsewhere. */
  hubUrl: () => string;
  widgetKey: string;
  identitySecret: string;
}

/** A running shop; `hostileUrl` is the unkind site beside it. */
export interface Shop {
  url: string;
  hostileUrl: string;
  stop(): Promise<void>;
}

interface Site extends ShopParts {
  logins: ShopLogins;
}

const types: Readonly<Record<string, string>> = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };
const files = ['/shop.css', '/shop.js', '/hostile.css', '/hostile.js'];
const cookieName = 'sunny_shop';
const logIn = z.strictObject({ account: z.string().max(20) });
const largestBody = 1_000;

/** Starts the demo shop on loopback: an origin of its own, as every site is. Port 0 takes a free one. */
export async function startShop(parts: ShopParts, port: number): Promise<Shop> {
  const site = { ...parts, logins: createLogins(parts.identitySecret) };
  const server = createServer((request, response) => {
    answer(site, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, 500, 'text/plain; charset=utf-8', error instanceof Error ? error.message : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // listening on TCP, so neither null nor a pipe's name
  const url = `http://localhost:${address.port}`;
  return {
    url,
    hostileUrl: `${url}/hostile`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://shop');
  const session = parseCookie(request.headers.cookie ?? '')[cookieName];
  const route = `${request.method ?? 'GET'} ${pathname}`;
  if (request.method === 'POST' && !isLocalOrigin(request.headers.origin)) return send(response, 403, 'text/plain', 'Foreign origin');
  if (route === 'POST /log-in') {
    const known = site.logins.logIn(logIn.parse(JSON.parse(await readBody(request))).account);
    if (!known) return send(response, 404, 'text/plain', 'No such account');
    keep(response, known.session);
    return send(response, 200, 'application/json', JSON.stringify(known.identity));
  }
  if (route === 'POST /log-out') {
    site.logins.logOut(session);
    keep(response, '');
    return send(response, 200, 'application/json', '{}');
  }
  if (request.method !== 'GET') return send(response, 404, 'text/plain', 'Not found');
  if (files.includes(pathname)) return sendFile(response, pathname);
  return sendPage(site, pathname, session, request, response);
}

function sendPage(site: Site, pathname: string, session: string | undefined, request: IncomingMessage, response: ServerResponse): void {
  const [, named, path = '/'] = /^\/(en|ru)(\/.*)?$/.exec(pathname) ?? [];
  const language: ShopLanguage = named === 'ru' || (!named && /^ru/i.test(request.headers['accept-language'] ?? '')) ? 'ru' : 'en';
  const parts = { language, hubUrl: site.hubUrl(), widgetKey: site.widgetKey };
  if (pathname === '/hostile' || path === '/hostile') {
    response.setHeader('content-security-policy', hostilePolicy(parts.hubUrl));
    return send(response, 200, 'text/html; charset=utf-8', writeHostilePage(parts));
  }
  if (!named) {
    response.setHeader('location', `/${language}${pathname}`);
    return send(response, 302, 'text/plain', '');
  }
  const page = writePage(path, { ...parts, identity: site.logins.who(session) });
  return page === null ? send(response, 404, 'text/plain', 'Not found') : send(response, 200, 'text/html; charset=utf-8', page);
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  send(response, 200, types[extname(name)] ?? '', await readFile(new URL(`site${name}`, import.meta.url), 'utf8'));
}

function keep(response: ServerResponse, session: string): void {
  response.setHeader('set-cookie', `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Lax${session ? '' : '; Max-Age=0'}`);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > largestBody) throw new Error('The body is too large');
  }
  return text;
}
