import { beforeAll, describe, expect, test } from 'vitest';
import { listVisitorConversations, widgetApiRoot } from '../../api/widget/calls.ts';
import { visit, widgetOf, type TestVisitor } from '../../realtime/widget/visitor.fixture.ts';
import { useHub } from '../start-hub.ts';
import { createTestHub, startHttp, testVisitorRoutes, type TestHttp } from '../start-http.ts';

const hub = useHub();
let widgetKey: string;
let clientIds = 0;

beforeAll(async () => {
  ({ widgetKey } = await widgetOf(hub()));
});

/** What is limited, how often a minute for one visitor, and a call of it. */
const limited: [string, number, (visitor: TestVisitor) => { path: string; body: () => string | FormData; type?: string }][] = [
  [
    'messages',
    30,
    () => ({ path: '/messages', body: () => JSON.stringify({ clientId: `c-${(clientIds += 1)}`, text: 'hi' }), type: json }),
  ],
  ['files', 20, () => ({ path: '/files', body: fileOf })],
  ['events of the site', 60, () => ({ path: '/events', body: () => JSON.stringify({ name: 'look' }), type: json })],
];
const json = 'application/json';

describe.each(limited)('%s', (_what, perMinute, callOf) => {
  test('beyond what a minute allows are refused with the time to wait; whoever shares the address goes on, however often it is tried', async () => {
    const http = await serve();
    const [loud, quiet] = [await visit(hub()), await visit(hub())];
    const { path, body, type } = callOf(loud);
    const send = ({ session: { token } }: TestVisitor, given: string | FormData = body()) =>
      http.request(`${widgetApiRoot}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, ...(type !== undefined && { 'content-type': type }) },
        body: given,
      });

    const served = await statusesOf(perMinute, () => send(loud));
    // More than the address has, all of it refused.
    const refused = await statusesOf(perMinute * 11, () => send(loud));
    const last = await send(loud);

    expect(served.filter((status) => status >= 300)).toEqual([]);
    expect(new Set(refused)).toEqual(new Set([429]));
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last.json()).toMatchObject({ error: { code: 'request.too-many' } });
    expect((await send(quiet)).status).toBeLessThan(300);
    // What is no good request counts as well.
    if (type === json) {
      const clumsy = await visit(hub());
      const flooded = await statusesOf(perMinute + 5, () => send(clumsy, '{"strange":'));
      expect([flooded.filter((status) => status === 400).length, flooded.filter((status) => status === 429).length]).toEqual([
        perMinute,
        5,
      ]);
    }
    // Reading goes on for the loud one, too.
    expect((await loud.call(listVisitorConversations, { query: {} })).items.length).toBeLessThan(2);
  });
});

describe('sessions', () => {
  const perAddress = 120;

  test('are limited by address, which nobody makes up where there is no proxy', async () => {
    const http = await serve();

    const statuses = await statusesOf(perAddress + 5, (at) => begin(http, `203.0.113.${at}`));

    expect(statuses.filter((status) => status === 200)).toHaveLength(perAddress);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  test("behind a proxy are limited by the client's address as the proxy says; what the client puts before it counts for nothing", async () => {
    const http = await serve({ TRUST_PROXY: '1' });

    const statuses = await statusesOf(perAddress + 5, (at) => begin(http, `203.0.113.${at}, 198.51.100.1`));
    const another = await begin(http, '198.51.100.1, 198.51.100.2');

    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect(another.status).toBe(200);
  });

  test('of IPv6 are limited by the first 64 bits, all that one household or server has', async () => {
    const http = await serve({ TRUST_PROXY: '1' });

    const statuses = await statusesOf(perAddress + 5, (at) => begin(http, `2001:db8:0:7::${at.toString(16)}`));

    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    expect((await begin(http, '2001:db8:0:8::1')).status).toBe(200);
  });
});

test('events beyond thirty at once on one socket are acknowledged as too many, with the time to wait; another tab goes on', async () => {
  const visitor = await visit(hub());
  const [loud, quiet] = [await visitor.connect(), await visitor.connect()];

  const answers = await Promise.all(Array.from({ length: 60 }, () => loud.send('chat', { isOpen: true })));

  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  expect(refused.length).toBeGreaterThan(10);
  expect(refused[0]).toMatchObject({ code: 'request.too-many', details: { retryAfterSeconds: 1 } });
  expect(new Set(refused.map(({ code }) => code)).size).toBe(1);
  expect((await quiet.send('chat', { isOpen: true })).ok).toBe(true);
});

/** The routes with counters of their own, over the hub's database. */
async function serve(environment?: Record<string, string>): Promise<TestHttp> {
  const { config } = createTestHub({ ...(environment && { environment }) });
  const parts = { ...hub().hub, config: { ...hub().hub.config, TRUST_PROXY: config.TRUST_PROXY } };
  return startHttp(parts, { routes: [], visitorRoutes: testVisitorRoutes(hub().hub) });
}

function begin(http: TestHttp, forwardedFor: string): Promise<Response> {
  return http.request(`${widgetApiRoot}/session`, {
    method: 'POST',
    headers: { 'content-type': json, 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ widgetKey }),
  });
}

async function statusesOf(times: number, send: (at: number) => Promise<Response>): Promise<number[]> {
  return Promise.all(Array.from({ length: times }, async (_, at) => (await send(at)).status));
}

function fileOf(): FormData {
  const form = new FormData();
  form.set('file', new Blob(['hello']), 'a.txt');
  return form;
}
