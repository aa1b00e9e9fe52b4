import express, { Router } from 'express';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint } from '../api/endpoint.ts';
import { ApiError } from '../api/client.ts';
import { getAgent, listAgents } from '../api/team/agents.ts';
import { updateWorkspace } from '../api/team/workspaces.ts';
import { publicRoute, route } from '../core/route.ts';
import { useDatabase } from '../test/database.ts';
import { bearer, buildAgent, buildToken } from '../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../test/start-http.ts';
import { listen } from './listen.ts';
import { createOpenApiDocument, openApiPath } from './openapi-document.ts';

useDatabase();

const hub = createTestHub();
const routes = testRoutes(hub);
let http: TestHttp;
let token: string;

beforeEach(async () => {
  http = await startHttp(hub, { routes });
  const { workspaceId } = await buildAgent(hub);
  token = await buildToken(hub, workspaceId);
});

function patch(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return http.request('/api/v1/workspace', {
    method: 'PATCH',
    body,
    headers: { ...bearer(token), 'content-type': 'application/json', ...headers },
  });
}

async function errorOf(response: Response) {
  const { error } = z
    .object({ error: z.object({ code: z.string(), message: z.string(), details: z.unknown(), requestId: z.string() }) })
    .parse(await response.json());
  return { status: response.status, ...error };
}

describe('an error', () => {
  test('of the input names every place at once, in the one shape of all errors', async () => {
    const answer = await errorOf(await patch(JSON.stringify({ name: '', timeZone: 'Mars/Olympus', settings: { inviteDays: 99 } })));

    expect(answer).toMatchObject({ status: 400, code: 'request.invalid', message: expect.stringMatching(/\w+\.$/) });
    expect(answer.details).toMatchObject({
      issues: [{ path: 'body.name' }, { path: 'body.timeZone' }, { path: 'body.settings.inviteDays' }],
    });
    expect(answer.requestId).toMatch(/^[\w-]{36}$/);
  });

  test.each([
    ['a body that is not JSON', '{"name":', {}, 400, 'request.invalid'],
    ['a body of another type', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'request.unsupported-type'],
    ['a body without a type', '{}', { 'content-type': '' }, 415, 'request.unsupported-type'],
    ['a body over a megabyte', JSON.stringify({ name: 'x'.repeat(1_100_000) }), {}, 413, 'request.too-large'],
    ['an array for an object', '[]', {}, 400, 'request.invalid'],
  ])('for %s', async (_what, body, headers, status, code) => {
    expect(await errorOf(await patch(body, headers))).toMatchObject({ status, code });
  });

  test('for a made-up cursor and a path that can not be read', async () => {
    const get = (path: string) => http.request(path, { headers: bearer(token) });

    expect(await errorOf(await get('/api/v1/agents?cursor=nonsense'))).toMatchObject({
      status: 400,
      details: { issues: [{ path: 'query.cursor' }] },
    });
    expect(await errorOf(await get('/api/v1/agents/%E0%A4%A'))).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(await errorOf(await get('/api/v1/nothing'))).toMatchObject({ status: 404, code: 'route.unknown' });
    expect(await errorOf(await get('/api/v2/agents'))).toMatchObject({ status: 404, code: 'route.unknown' });
  });

  test('of ours is told without its words, and logged once with its cause', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
    const broken = endpoint({ method: 'get', path: '/broken', summary: 'Breaks', access: 'public', view: z.object({}) });
    const failing = publicRoute(broken, () => Promise.reject(new Error('secret plan', { cause: new Error('the deeper reason') })));
    const { request } = await startHttp({ ...hub, log }, { routes: [failing] });

    const response = await request('/api/v1/broken');
    const text = await response.clone().text();

    expect(await errorOf(response)).toMatchObject({ status: 500, code: 'hub.failed', details: {} });
    expect(text).not.toContain('secret plan');
    expect(lines.filter((line) => line.includes('secret plan') && line.includes('the deeper reason'))).toHaveLength(1);
  });

  test('of a database that is away is a 503 that says when to come back', async () => {
    const reading = endpoint({ method: 'get', path: '/reading', summary: 'Reads', access: 'public', view: z.object({}) });
    const { request } = await startHttp(hub, {
      routes: [publicRoute(reading, () => Promise.reject(new mongoose.mongo.MongoNetworkError('connection closed')))],
    });

    const response = await request('/api/v1/reading');

    expect(response.headers.get('retry-after')).toBe('5');
    expect(await errorOf(response)).toMatchObject({ status: 503, code: 'database.away' });
  });

  test('reaches the typed client as a state to branch on', async () => {
    const call = http.client({ token }).call(getAgent, { params: { agentId: '0'.repeat(24) } });

    await expect(call).rejects.toBeInstanceOf(ApiError);
    await expect(call).rejects.toMatchObject({ status: 404, code: 'agent.unknown' });
  });
});

describe('a request', () => {
  test('keeps the id its sender gave when it is a sane one', async () => {
    const idFor = async (given: string) =>
      (await http.request('/healthz', { headers: { 'x-request-id': given } })).headers.get('x-request-id');

    expect(await idFor('trace-0123456789')).toBe('trace-0123456789');
    expect(await idFor('<script>alert(1)</script>')).toMatch(/^[\w-]{36}$/);
    expect(await idFor('x'.repeat(500))).toMatch(/^[\w-]{36}$/);
  });

  test('is answered with headers that keep browsers strict, and not kept by anybody', async () => {
    const { headers } = await http.request('/api/v1/agents', { headers: bearer(token) });

    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('to write is refused with a countdown once there are too many', async () => {
    const limited = await startHttp(hub, { routes, writeLimits: { perCaller: 2, perAddress: 2 } });
    const write = () => limited.client({ token }).call(updateWorkspace, { body: { name: 'Renamed' } });
    await write();
    await write();

    await expect(write()).rejects.toMatchObject({
      status: 429,
      code: 'request.too-many',
      details: { retryAfterSeconds: expect.any(Number) },
    });
    expect((await limited.client({ token }).call(listAgents)).items).toHaveLength(1);
  });
});

test('a webhook gets its body unread, and is counted by no limit', async () => {
  const webhooks = Router();
  webhooks.post('/webhooks/:channelId', express.raw({ type: () => true }), (request, response) => {
    response.type('text').send(String(request.body));
  });
  const { request } = await startHttp(hub, { routes, webhooks, writeLimits: { perCaller: 1, perAddress: 1 } });
  const body = '{ "spaces":   1 }';

  const answers = await Promise.all(
    Array.from({ length: 5 }, () => request('/webhooks/1', { method: 'POST', body, headers: { 'content-type': 'application/json' } })),
  );

  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(Array(5).fill(body));
});

describe('the addresses for machines', () => {
  test('say that the hub lives, and whether it is ready', async () => {
    const readiness = { database: () => Promise.resolve(true), jobs: () => Promise.resolve(false) };
    const { request } = await startHttp(hub, { routes, readiness });

    expect((await request('/healthz')).status).toBe(200);
    const ready = await request('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'not ready', database: true, jobs: false });
  });

  test('give metrics to this machine and to who has the token, and hide them from others', async () => {
    const guarded = createTestHub({ environment: { METRICS_TOKEN: 'sixteen-letters-x' } });
    const { request } = await startHttp(guarded, { routes });
    const statusFor = async (headers: Record<string, string>) => (await request('/metrics', { headers })).status;

    await request('/api/v1/agents', { headers: bearer(token) });
    expect(await (await request('/metrics')).text()).toMatch(
      /hub_http_request_seconds_count\{method="GET",route="\/agents",status="200"\} 1/,
    );
    expect(await statusFor({ 'x-forwarded-for': '203.0.113.9' })).toBe(404);
    expect(await statusFor({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer wrong' })).toBe(404);
    expect(await statusFor({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer sixteen-letters-x' })).toBe(200);
  });
});

describe('the OpenAPI document', () => {
  const operation = z.object({
    operationId: z.string(),
    summary: z.string(),
    security: z.array(z.record(z.string(), z.array(z.string()))),
    responses: z.record(z.string(), z.object({ description: z.string() })),
  });
  const shape = z.object({
    openapi: z.literal('3.1.0'),
    info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
    paths: z.record(z.string().regex(/^\/[^:]*$/), z.record(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation.optional())),
    components: z.object({
      securitySchemes: z.object({ accessToken: z.object({}), session: z.object({}) }),
      schemas: z.object({ Error: z.object({}) }),
    }),
  });

  test('is served, with every route, its input, its errors and who may call it', async () => {
    const document = shape.parse(await (await http.request('/api/openapi.json')).json());

    for (const { endpoint: declared } of routes) {
      const found = document.paths[openApiPath(declared.path)]?.[declared.method];
      expect(found?.summary, `${declared.method} ${declared.path}`).toBe(declared.summary);
      expect(found?.responses).toHaveProperty(String(declared.view ? (declared.status ?? 200) : 204));
      expect(found?.responses).toHaveProperty('default');
      expect(found?.security).toHaveLength(declared.access === 'public' ? 0 : declared.access === 'user' ? 1 : 2);
    }
    expect(document.info.description).toContain('vk-no-files (rights)');
    const operations = Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .filter((each) => each !== undefined);
    expect(new Set(operations.map((each) => each.operationId)).size).toBe(routes.length);
  });

  test('names the parameters of paths, queries and bodies', () => {
    const { paths } = createOpenApiDocument(routes.map((each) => each.endpoint));

    expect(paths?.['/agents']?.get?.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ in: 'query', name: 'cursor' }),
        expect.objectContaining({ in: 'query', name: 'limit' }),
      ]),
    );
    expect(paths?.['/agents/{agentId}']?.patch?.parameters).toMatchObject([{ in: 'path', name: 'agentId', required: true }]);
    expect(JSON.stringify(paths?.['/quick-replies']?.post?.requestBody)).toContain('shortcut');
  });
});

test('a route with a literal path is found before one with a parameter, whichever was given first', async () => {
  const view = z.object({ found: z.string() });
  const byId = endpoint({ method: 'get', path: '/things/:thing', summary: 'By id', access: 'agent.view', view });
  const mine = endpoint({ method: 'get', path: '/things/mine', summary: 'Mine', access: 'agent.view', view });
  const answer = (found: string) => () => Promise.resolve({ found });
  const { client } = await startHttp(hub, { routes: [route(byId, answer('id')), route(mine, answer('mine'))] });

  expect(await client({ token }).call(mine)).toEqual({ found: 'mine' });
});

test('a port that is taken is told in words', async () => {
  const first = await listen(express(), { port: 0, host: '127.0.0.1' });

  await expect(listen(express(), { port: first.port, host: '127.0.0.1' })).rejects.toThrow(`PORT: ${first.port} is taken`);
  await first.stop();
});
