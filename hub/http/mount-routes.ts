import express, { Router, type Request, type RequestHandler } from 'express';
import type { Endpoint } from '../api/endpoint.ts';
import { HubError } from '../core/error.ts';
import type { Route } from '../core/route.ts';
import { findCaller, type AuthHub } from './auth/find-caller.ts';
import { parseInput } from './parse-input.ts';
import type { CountWrite } from './write-limit.ts';

const parseJson = express.json({ limit: '1mb', strict: false });

/** A router with every route: who calls comes first, then the limits, then the body, then what the endpoint says of the input. */
export function mountRoutes(hub: AuthHub, routes: readonly Route[], countWrite: CountWrite): Router {
  const router = Router();
  for (const route of [...routes].sort(byLiteralsFirst)) {
    router[route.endpoint.method](route.endpoint.path, serve(hub, route, countWrite));
  }
  return router;
}

function serve(hub: AuthHub, { endpoint, handle, count }: Route, countWrite: CountWrite): RequestHandler {
  return async (request, response) => {
    const actor = await findCaller(hub, request, endpoint.access);
    if (endpoint.method !== 'get') await countWrite(actor, request.ip ?? '');
    await count?.(request, actor);
    if (endpoint.consumes !== 'multipart') await readJson(request, response);
    const result = await handle({ ...parseInput(endpoint, request), actor, request, response });
    if (response.headersSent) return;
    if (result === undefined || !endpoint.view) response.status(204).end();
    else response.status(endpoint.status ?? 200).json(result);
  };
}

/** Reads the body only after the caller is known, so that strangers can't make the hub parse. */
async function readJson(request: Request, response: Parameters<RequestHandler>[1]): Promise<void> {
  if (!hasBody(request)) return;
  if (!request.is('application/json')) throw new HubError('request.unsupported-type', { accepts: 'application/json' });
  await new Promise<void>((resolve, reject) => {
    parseJson(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('the body parser failed', { cause: error }));
    });
  });
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** `/agents/me` before `/agents/:agentId`, whoever lists them. */
function byLiteralsFirst(one: { endpoint: Endpoint }, other: { endpoint: Endpoint }): number {
  const [a, b] = [sortKey(one.endpoint), sortKey(other.endpoint)];
  return a < b ? -1 : Number(a > b);
}

/** `~` comes after every letter. */
function sortKey({ path }: Endpoint): string {
  return path.replaceAll('/:', '/~');
}
