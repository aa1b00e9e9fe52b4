import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { widgetApiRoot } from '../api/widget/calls.ts';
import { permission } from '../api/permissions.ts';
import type { Route } from '../core/route.ts';
import { useDatabase } from './database.ts';
import { bearer, buildToken } from './factories.ts';
import { idFields, routeSamples } from './route-samples.ts';
import { buildRouteWorld, type RouteWorld } from './route-world.ts';
import { createTestHub, openHttp, testRoutes, testVisitorRoutes } from './start-http.ts';

// What is refused or only read changes nothing, so only the tests of successful changes get workspaces of their own.
useDatabase({ keepBetweenTests: true });

const hub = createTestHub();
const ofVisitors = new Set(testVisitorRoutes(hub));
const named = [...testRoutes(hub), ...ofVisitors].map((route) => ({ name: nameOf(route), route }));
const guarded = named.filter(({ route }) => route.endpoint.access !== 'public');
const withIds = named.filter(({ route }) => route.endpoint.path.includes(':'));
const withBody = named.filter(({ route }) => route.endpoint.body && route.endpoint.consumes !== 'multipart');

let http: Awaited<ReturnType<typeof openHttp>>;
let ours: RouteWorld;
let theirs: RouteWorld;

beforeAll(async () => {
  http = await openHttp(hub, { routes: testRoutes(hub), visitorRoutes: testVisitorRoutes(hub) });
  [ours, theirs] = [await buildRouteWorld(hub), await buildRouteWorld(hub)];
});

afterAll(() => http.stop());

test('every route with a body has a sample, and its endpoint takes it', () => {
  const refused = withBody.filter(
    ({ name, route }) => !route.endpoint.body?.safeParse(routeSamples[name]?.body?.(placeIn(ours, route).ids)).success,
  );

  expect(refused.map(({ name }) => name)).toEqual([]);
});

test('every sample is of a route, and every path parameter has something to name', () => {
  const params = new Set(named.flatMap(({ route }) => paramsOf(route)));

  expect(Object.keys(routeSamples).filter((name) => !named.some((route) => route.name === name))).toEqual([]);
  expect([...params].filter((param) => ours.ids[param] === undefined && ours.visitor.ids[param] === undefined)).toEqual([]);
});

describe('without credentials', () => {
  test.each(guarded)('$name answers 401', async ({ route }) => {
    expect(await call(route, placeIn(ours, route).ids, {})).toMatchObject({ status: 401, code: 'session.missing' });
  });
});

describe('with a token that lacks the scope', () => {
  test.each(guarded)('$name answers 403', async ({ route }) => {
    const scopes = permission.options.filter((scope) => scope !== route.endpoint.access);

    expect(await call(route, placeIn(ours, route).ids, bearer(await buildToken(hub, ours.owner.workspaceId, scopes)))).toMatchObject({
      status: 403,
      code: 'permission.missing',
    });
  });
});

describe("with another workspace's ids", () => {
  /** All there is, as the test before this one left it; a look at everything takes longer than the rest of such a test. */
  let before: Record<string, unknown[]>;
  beforeAll(async () => {
    before = await dump();
  });
  const expectNoChange = async () => {
    const after = await dump();
    expect(after).toEqual(before);
    before = after;
  };

  test.each(withIds)('$name answers 404 or 403 and changes nothing', async ({ route }) => {
    const { status } = await call(route, placeIn(theirs, route).ids, placeIn(ours, route).headers);

    expect([403, 404]).toContain(status);
    await expectNoChange();
  });

  const idBodies = withBody.flatMap((each) =>
    fieldsOf(each.route.endpoint.body)
      .filter((field) => field in idFields)
      .map((field) => ({ ...each, field })),
  );

  test.each(idBodies)('$name with a foreign $field answers 403, 404 or 422 and changes nothing', async ({ name, route, field }) => {
    const { ids, headers } = placeIn(ours, route);
    const foreign = placeIn(theirs, route).ids[idFields[field] ?? ''];
    const sample = routeSamples[name]?.body?.(ids) ?? {};

    const { status } = await call(route, ids, headers, {
      ...sample,
      [field]: Array.isArray(sample[field]) ? [foreign] : foreign,
    });

    expect([403, 404, 422]).toContain(status);
    await expectNoChange();
  });
});

describe('with ids that are none', () => {
  test.each(withIds)('$name answers 400', async ({ route }) => {
    const { ids, headers } = placeIn(ours, route);
    for (const param of paramsOf(route)) {
      expect(await call(route, { ...ids, [param]: 'none' }, headers)).toMatchObject({ status: 400, code: 'request.invalid' });
    }
  });
});

describe('with operators of the database in the place of values', () => {
  test.each(withBody)('$name refuses them in each field of the body', async ({ name, route }) => {
    const { ids, headers } = placeIn(ours, route);
    const statuses: Record<string, number> = {};
    for (const field of fieldsOf(route.endpoint.body)) {
      if (routeSamples[name]?.freeForm === field) continue;
      const body = { ...routeSamples[name]?.body?.(ids), [field]: { $ne: null } };
      statuses[field] = (await call(route, ids, headers, body)).status;
    }

    expect(Object.keys(statuses)).not.toEqual([]);
    expect(Object.values(statuses).filter((status) => status !== 400 && status !== 422)).toEqual([]);
  });

  test.each(named.filter(({ route }) => route.endpoint.query))('$name refuses them in each parameter of the query', async ({ route }) => {
    const { ids, headers } = placeIn(ours, route);
    const statuses = [];
    for (const field of fieldsOf(route.endpoint.query)) {
      for (const query of [`${field}[$ne]=x`, `${field}=x&${field}=y`])
        statuses.push((await call(route, ids, headers, undefined, query)).status);
    }

    expect(statuses.filter((status) => status !== 400)).toEqual([]);
  });
});

describe('with a sample and all permissions', () => {
  const promising = named.filter(({ name }) => !routeSamples[name]?.needsMore);
  const isReading = ({ route }: (typeof named)[number]) => route.endpoint.method === 'get';

  async function expectPromised(route: Route): Promise<void> {
    const { ids, headers } = placeIn(ours, route);
    const answer = await call(route, ids, headers);

    expect(answer).toMatchObject({ status: route.endpoint.view ? (route.endpoint.status ?? 200) : 204 });
    if (route.endpoint.view) expect(route.endpoint.view.safeParse(answer.body).error).toBeUndefined();
  }

  test.each(promising.filter(isReading))('$name succeeds with what its endpoint promises', ({ route }) => expectPromised(route));

  test.each(promising.filter((each) => !isReading(each)))('$name succeeds with what its endpoint promises', async ({ route }) => {
    ours = await buildRouteWorld(hub);
    await expectPromised(route);
  });
});

function nameOf(route: Route): string {
  const { method, path } = route.endpoint;
  return `${ofVisitors.has(route) ? 'widget ' : ''}${method.toUpperCase()} ${path}`;
}

/** Who calls a route, and what is theirs. */
function placeIn(world: RouteWorld, route: Route): Pick<RouteWorld, 'headers' | 'ids'> {
  return ofVisitors.has(route) ? world.visitor : world;
}

function paramsOf({ endpoint }: Route): string[] {
  return [...endpoint.path.matchAll(/:(\w+)/g)].map(([, param = '']) => param);
}

/** The names of a schema's fields, wherever defaults and refinements are around it. */
function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties ?? {});
}

async function call(
  route: Route,
  ids: Record<string, string>,
  headers: Record<string, string>,
  body: unknown = routeSamples[nameOf(route)]?.body?.(placeIn(ours, route).ids),
  query = '',
) {
  const path = paramsOf(route).reduce((whole, param) => whole.replace(`:${param}`, ids[param] ?? ''), route.endpoint.path);
  const response = await http.request(`${ofVisitors.has(route) ? widgetApiRoot : '/api/v1'}${path}?${query}`, {
    method: route.endpoint.method.toUpperCase(),
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  return {
    status: response.status,
    body: answer,
    code: z.object({ error: z.object({ code: z.string() }) }).safeParse(answer).data?.error.code,
  };
}

/** Every document there is, without the times that merely being here moves. */
async function dump(): Promise<Record<string, unknown[]>> {
  const collections = (await mongoose.connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
  const entries = collections.map(async ({ name }): Promise<[string, unknown[]]> => {
    const documents = await mongoose.connection.collection(name).find({}).sort({ _id: 1 }).toArray();
    return [name, documents.map(({ lastUsedAt: _used, idleUntil: _moves, ...rest }) => rest)];
  });
  return Object.fromEntries(await Promise.all(entries));
}
