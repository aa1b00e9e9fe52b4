import { OpenAPIRegistry, OpenApiGeneratorV31, type ZodRequestBody } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { reasonCodes, valuesOf } from '../../bots/contract/reason.ts';
import type { Endpoint } from '../api/endpoint.ts';
import { errorStatus, errorView } from '../api/errors.ts';
import { widgetApiRoot } from '../api/widget/calls.ts';

type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const description = `Lists answer {items, nextCursor}: pass nextCursor as cursor for the next page, null is the end; limit is 1 to 200.
Errors answer {error: {code, message, details, requestId}}: branch on the code. Codes: ${Object.keys(errorStatus).join(', ')}.
Times are ISO 8601 in UTC, ids 24 hex digits.
A channel out of order says why: health.reason in English, health.reasonCode with health.reasonValues for any other language. Codes: ${reasonCodes.map(describeReason).join(', ')}.`;

function describeReason(code: (typeof reasonCodes)[number]): string {
  const names = valuesOf(code);
  return names.length > 0 ? `${code} (${names.join(', ')})` : code;
}

/** The OpenAPI 3.1 document of the given endpoints, and of those of sites' visitors, whose paths are below another root. */
export function createOpenApiDocument(endpoints: readonly Endpoint[], ofVisitors: readonly Endpoint[] = []): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  const error = errorView.meta({ id: 'Error' });
  registry.registerComponent('securitySchemes', 'accessToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token; it implies its workspace.',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-hub_session',
    description: 'The cookie of POST /sessions, named hub_session over http. X-Workspace-Id names the workspace when the user has several.',
  });
  registry.registerComponent('securitySchemes', 'visitorToken', {
    type: 'http',
    scheme: 'bearer',
    description: `The token of POST ${widgetApiRoot}/session, good for an hour.`,
  });
  for (const endpoint of endpoints) register(registry, endpoint, error);
  for (const endpoint of ofVisitors) register(registry, { ...endpoint, path: `${widgetApiRoot}${endpoint.path}` }, error, fromTheRoot);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Hubbub', version: '1', description },
    servers: [{ url: '/api/v1' }],
  });
}

/** A path as OpenAPI writes it: `/agents/{agentId}`. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

/** Paths that are whole, unlike the others' below /api/v1. */
const fromTheRoot = { servers: [{ url: '/' }], tags: ['widget'] };

function register(registry: OpenAPIRegistry, endpoint: Endpoint, error: typeof errorView, more: object = {}): void {
  const { method, path, summary, access } = endpoint;
  registry.registerPath({
    method,
    path: openApiPath(path),
    operationId: operationId(endpoint),
    summary,
    tags: [path.split('/')[1] ?? 'hub'],
    ...(access === 'public' || access === 'user' || access === 'visitor' ? {} : { description: `Needs the permission ${access}.` }),
    security: securityOf(access),
    request: {
      ...(endpoint.params instanceof z.ZodObject ? { params: endpoint.params } : {}),
      ...(endpoint.query instanceof z.ZodObject ? { query: endpoint.query } : {}),
      ...(endpoint.body || endpoint.consumes === 'multipart' ? { body: bodyOf(endpoint) } : {}),
    },
    responses: { ...successOf(endpoint), default: { description: 'An error', content: { 'application/json': { schema: error } } } },
    ...more,
  });
}

function securityOf(access: Endpoint['access']): Record<string, string[]>[] {
  if (access === 'public') return [];
  if (access === 'visitor') return [{ visitorToken: [] }];
  return access === 'user' ? [{ session: [] }] : [{ accessToken: [] }, { session: [] }];
}

function bodyOf({ body, consumes }: Endpoint): ZodRequestBody {
  if (consumes !== 'multipart') return { required: true, content: { 'application/json': { schema: body ?? z.object({}) } } };
  const file = { type: 'object' as const, properties: { file: { type: 'string' as const, format: 'binary' } }, required: ['file'] };
  return { required: true, content: { 'multipart/form-data': { schema: file } } };
}

function successOf({ view, status }: Endpoint) {
  if (!view) return { 204: { description: 'Done' } };
  return { [status ?? 200]: { description: 'Done', content: { 'application/json': { schema: view } } } };
}

/** `GET /agents/:agentId/deactivate` is `get_agents_agentId_deactivate`: unique, since method and path are. */
function operationId({ method, path }: Endpoint): string {
  return `${method}${path.replaceAll(/\/:?/g, '_').replaceAll('-', '_')}`;
}
