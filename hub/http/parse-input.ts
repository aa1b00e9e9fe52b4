import type { Request } from 'express';
import type { z } from 'zod';
import type { Endpoint } from '../api/endpoint.ts';
import { HubError } from '../core/error.ts';
import { invalidRequest } from './answer-error.ts';

interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Parses everything an endpoint declares. Throws request.invalid with every issue of params, query and body at once. */
export function parseInput(endpoint: Endpoint, request: Request): Input {
  refuseOperators(request);
  const params = parse(endpoint.params, 'params', request.params);
  const query = parse(endpoint.query, 'query', request.query);
  const body = endpoint.consumes === 'multipart' ? nothing : parse(endpoint.body, 'body', request.body);
  const found = [params, query, body].flatMap(({ failure }) => failure ?? []);
  if (found.length > 0) throw invalidRequest(found);
  return { params: params.value, query: query.value, body: body.value };
}

interface Parsed {
  value?: unknown;
  failure?: { place: string; error: z.ZodError };
}

const nothing: Parsed = {};

function parse(schema: z.ZodType | undefined, place: string, value: unknown): Parsed {
  if (!schema) return nothing;
  const parsed = schema.safeParse(value);
  return parsed.success ? { value: parsed.data } : { failure: { place, error: parsed.error } };
}

/** `?status[$ne]=open` is no parameter of any route: it is told, since silently leaving it out would look as if it had worked. */
function refuseOperators(request: Request): void {
  const names = Object.keys(request.query).filter((name) => /[[\]$.]/.test(name));
  if (names.length > 0)
    throw new HubError('request.invalid', { issues: names.map((name) => ({ path: `query.${name}`, message: 'is not a parameter' })) });
}
