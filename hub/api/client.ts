import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { errorView } from './errors.ts';

/** What `fetch` is to the client: the platform's own in browsers and Node. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<{ ok: boolean; status: number; json(): Promise<unknown> }>;

/** How to reach a hub. */
export interface ClientOptions {
  /** The hub's address; empty for the page's own origin. */
  baseUrl?: string;
  /** Below which path of it the endpoints are; /api/v1 unless told otherwise. */
  root?: string;
  /** An access token; without one the browser's session cookie counts. */
  token?: string;
  /** Which workspace, for a user with several. */
  workspaceId?: string;
  /** Sent with every request. */
  headers?: Record<string, string>;
  fetch?: Fetch;
}

/** An error the hub answered with. `code` is one of the public table, or `hub.unreadable` for an answer that is not the hub's. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;
  readonly requestId: string;

  constructor(status: number, { code, message, details, requestId }: z.infer<typeof errorView>['error']) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

/** The parts of the input that an endpoint declares; a body or query that may be left out is optional. */
type Part<Key extends string, Schema extends z.ZodType> =
  unknown extends z.input<Schema>
    ? { [K in Key]?: undefined }
    : Record<never, never> extends z.input<Schema>
      ? { [K in Key]?: z.input<Schema> }
      : undefined extends z.input<Schema>
        ? { [K in Key]?: z.input<Schema> }
        : { [K in Key]: z.input<Schema> };

export type CallInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', P> &
  Part<'query', Q> &
  Part<'body', B> & { signal?: AbortSignal };

/** Calls endpoints of the table with their types. */
export interface Client {
  /** Resolves with the parsed view (undefined for an endpoint without one). Throws ApiError, or what fetch throws when nobody answers. */
  call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V extends z.ZodType>(
    endpoint: Endpoint<P, Q, B, V>,
    ...input: Record<never, never> extends CallInput<P, Q, B> ? [CallInput<P, Q, B>?] : [CallInput<P, Q, B>]
  ): Promise<z.output<V>>;
}

/** Makes a client. */
export function createClient(options: ClientOptions = {}): Client {
  const send: Fetch = options.fetch ?? fetch;
  return {
    async call(endpoint, ...inputs) {
      const { params, query, body, signal } = readInput(inputs[0]);
      const response = await send(
        `${options.baseUrl ?? ''}${options.root ?? '/api/v1'}${fillPath(endpoint.path, params)}${writeQuery(query)}`,
        {
          method: endpoint.method.toUpperCase(),
          headers: headersOf(options, body !== undefined),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          ...(signal ? { signal } : {}),
        },
      );
      if (!response.ok) throw await readError(response);
      const view = endpoint.view ?? z.undefined();
      return view.parse(response.status === 204 ? undefined : await response.json()) as z.output<NonNullable<(typeof endpoint)['view']>>; // an endpoint without a view parses to undefined, which is what its type says
    },
  };
}

interface AnyInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  signal?: AbortSignal;
}

function readInput(input: AnyInput | undefined): AnyInput {
  return input ?? {};
}

function headersOf({ token, workspaceId, headers }: ClientOptions, hasBody: boolean): Record<string, string> {
  return {
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(workspaceId === undefined ? {} : { 'x-workspace-id': workspaceId }),
    ...headers,
  };
}

function fillPath(path: string, params: unknown): string {
  const values = new Map<string, unknown>(Object.entries(params ?? {}));
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
}

function writeQuery(query: unknown): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}

async function readError(response: { status: number; json(): Promise<unknown> }): Promise<ApiError> {
  const parsed = errorView.safeParse(await response.json().catch(() => null));
  const unreadable = { code: 'hub.unreadable', message: `The answer (${response.status}) is not the hub's.`, details: null, requestId: '' };
  return new ApiError(response.status, parsed.success ? parsed.data.error : unreadable);
}
