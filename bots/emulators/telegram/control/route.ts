import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Core } from '../core.ts';
import { readBody } from '../request.ts';
import type { WireObject } from '../wire.ts';

/** What a control route works with. */
export interface ControlCall {
  core: Core;
  parameters: Record<string, string>;
  query: URLSearchParams;
}

/** One route: a pattern such as `users/:userId/text`, and what it does with its parsed body. */
export interface ControlRoute {
  verb: string;
  pattern: string;
  run(call: ControlCall, body: WireObject): unknown;
}

/** A route from the shape of its body. */
export function route<Shape extends z.ZodRawShape>(
  verb: string,
  pattern: string,
  shape: Shape,
  run: (call: ControlCall, body: z.output<z.ZodObject<Shape>>) => unknown,
): ControlRoute {
  const schema = z.object(shape);
  return { verb, pattern, run: (call, body) => run(call, schema.parse(body)) };
}

/** Answers a request under `/emulator/api/`: JSON in, JSON out, `{error}` with 400 or 404 when it can't be done. */
export async function serveControl(
  core: Core,
  routes: readonly ControlRoute[],
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.replace(/^\/emulator\/api\//, '');
  for (const each of routes) {
    const parameters = each.verb === request.method ? matchPattern(each.pattern, path) : null;
    if (!parameters) continue;
    try {
      const body = request.method === 'GET' || request.method === 'DELETE' ? {} : parseBody(await readBody(request));
      const result = await each.run({ core, parameters, query: url.searchParams }, body);
      sendJson(response, 200, result ?? {});
    } catch (error) {
      const text = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
      sendJson(response, 400, { error: text });
    }
    return;
  }
  sendJson(response, 404, { error: `There is no ${request.method ?? 'GET'} /emulator/api/${path}` });
}

function parseBody(bytes: Buffer): WireObject {
  const parsed: unknown = bytes.length === 0 ? {} : JSON.parse(bytes.toString());
  return z.record(z.string(), z.unknown()).parse(parsed);
}

function matchPattern(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? '');
    if (part.startsWith(':')) parameters[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return parameters;
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
