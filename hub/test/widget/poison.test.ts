import { io } from 'socket.io-client';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { endVisitorSession, listVisitorConversations, widgetApiRoot } from '../../api/widget/calls.ts';
import { updateWidget } from '../../api/widget/settings.ts';
import { visitorEvents, widgetNamespace, type VisitorEvent } from '../../api/widget/realtime.ts';
import type { Route } from '../../core/route.ts';
import { connectVisitor, visit, widgetOf } from '../../realtime/widget/visitor.fixture.ts';
import { useHub } from '../start-hub.ts';
import { startHttp, testVisitorRoutes, type TestHttp } from '../start-http.ts';
import { visitorSamples } from '../visitor-samples.ts';
import { meetSomebody, type Somebody } from './people.fixture.ts';
import { poisonedBodies, poisons } from './poison.fixture.ts';

const hub = useHub();
const leadFields = (['name', 'email', 'phone'] as const).map((key) => ({ key, label: null, isRequired: false }));
let a: Somebody;

beforeAll(async () => {
  a = await meetSomebody(hub(), { word: 'own' });
});

test('there are enough poisons', () => {
  expect(poisons.length * 3).toBeGreaterThanOrEqual(150);
});

describe('a poisoned body', () => {
  // Without the counters, which would answer in the place of what is tested.
  const routes = () => testVisitorRoutes(hub().hub, { count: () => Promise.resolve() });

  test('of any route is refused as the caller’s fault or taken as text, and the next call works', async () => {
    const http = await startHttp(hub().hub, { routes: [], visitorRoutes: routes() });
    const { widgetKey } = await widgetOf(hub());
    const ids = { ...a, ownWidgetKey: widgetKey };
    const wrong: unknown[] = [];
    let sent = 0;
    await hub().client.call(updateWidget, { body: { leadForm: { when: 'before', title: null, fields: leadFields } } });
    const taken = new Set<string>();

    for (const route of routes().filter(({ endpoint }) => endpoint.body)) {
      const sample = visitorSamples[`widget ${nameOf(route)}`]?.body?.(idsOf(ids)) ?? {};
      await eachOfTen(poisonedBodies(sample), async (given) => {
        sent += 1;
        // A message of its own each time, where the key is not the poison.
        const body = given.replace('"clientId":"sample"', `"clientId":"poisoned-${sent}"`);
        const { status, text } = await post(http, route, body);
        if (status < 300) taken.add(nameOf(route));
        if (status >= 500) wrong.push({ route: nameOf(route), body: body.slice(0, 300), status, text });
      });
    }

    expect(new Set([...taken].map((name) => name.split(' ')[0]))).toEqual(new Set(['POST', 'PATCH', 'PUT']));
    expect(sent).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
    expect((await a.visitor.call(listVisitorConversations, { query: {} })).items).not.toEqual([]);
  }, 240_000);

  test('in the place of parameters and queries is refused, too', async () => {
    const http = await startHttp(hub().hub, { routes: [], visitorRoutes: routes() });
    const texts = ['%00', '%FF', '..%2F..', '$ne', '{"$ne":null}', '1'.repeat(3000), '__proto__', '-1', '1e999', 'NaN', '٣'];
    const wrong: unknown[] = [];
    // All but logging out, after which nothing would be asked for any more.
    for (const { endpoint } of routes().filter((route) => route.endpoint.path !== endVisitorSession.path)) {
      for (const text of texts) {
        const path = endpoint.path.replaceAll(/:\w+/g, text);
        for (const query of [
          '',
          `?after=${text}&limit=${text}&cursor=${text}&language=${text}`,
          `?after[$ne]=1&limit[]=${text}&__proto__[a]=1`,
        ]) {
          const { status } = await http.request(`${widgetApiRoot}${path}${query}`, {
            method: endpoint.method.toUpperCase(),
            headers: headersOf(a),
          });
          if (status >= 500) wrong.push({ path, query, status });
        }
      }
    }

    expect(wrong).toEqual([]);
  });
});

test('poison in any event is acknowledged as an error or taken as text, and a good event after it is answered', async () => {
  const wrong: unknown[] = [];
  const samples: Record<VisitorEvent, Record<string, unknown>> = {
    resume: { conversations: [{ id: a.conversationId, after: 0, changedSince: '2026-01-01T00:00:00.000Z' }] },
    page: { url: 'https://shop.example.com/', title: 'Shop' },
    chat: { isOpen: true },
    typing: { conversationId: a.conversationId, isTyping: true },
    seen: { conversationId: a.conversationId, seq: 1 },
  };
  for (const event of Object.keys(visitorEvents) as VisitorEvent[]) {
    // What is larger ends the connection, without a word.
    const bodies = poisonedBodies(samples[event]).flatMap((body) => (body.length < 3000 ? [JSON.parse(body) as unknown] : []));
    // Each socket may send thirty at once.
    for (let at = 0; at < bodies.length; at += 25) {
      const socket = await connectVisitor(hub().url, a.visitor.session.token);
      const answers = await Promise.all(bodies.slice(at, at + 25).map((body) => socket.send(event, body)));
      answers.forEach((answer, index) => {
        if (!answer.ok && ['hub.failed', 'request.too-many'].includes(answer.error.code))
          wrong.push({ event, body: JSON.stringify(bodies[at + index]).slice(0, 300), error: answer.error });
      });
      expect((await socket.ask('resume', { conversations: [] })).conversations).toHaveLength(1);
      socket.raw.disconnect();
    }
  }

  expect(wrong).toEqual([]);
}, 120_000);

test('a poisoned handshake is refused, and the next one is let in', async () => {
  const { token } = a.visitor.session;
  const visitOf = { source: 'widget', page: { url: 'https://shop.example.com/', title: '' }, tabId: 'tab-number-one' };
  const auths = [...poisons.map((poison) => ({ token, visit: poison })), ...poisons.map((poison) => ({ token: poison, visit: visitOf }))];

  const codes = await Promise.all(
    auths.map(async (auth) => {
      const raw = io(`${hub().url}${widgetNamespace}`, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
      onTestFinished(() => void raw.disconnect());
      return new Promise<string>((resolve) => {
        raw.once('connect', () => resolve('let in'));
        raw.once('connect_error', ({ message }) => resolve(message));
        // More than a handshake may have ends the connection without a word.
        raw.io.once('close', () => setImmediate(() => resolve('cut off')));
      });
    }),
  );

  expect([...new Set(codes)].sort()).toEqual(['cut off', 'request.invalid', 'token.invalid']);
  await (await visit(hub())).connect();
});

async function eachOfTen<Item>(items: readonly Item[], handle: (item: Item) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += 10) await Promise.all(items.slice(at, at + 10).map(handle));
}

function nameOf({ endpoint: { method, path } }: Route): string {
  return `${method.toUpperCase()} ${path}`;
}

function idsOf({ conversationId, messageId, fileId, ownWidgetKey }: Somebody & { ownWidgetKey: string }): Record<string, string> {
  return { conversationId, messageId, fileId, ownWidgetKey };
}

function headersOf({ visitor }: Somebody): Record<string, string> {
  return { authorization: `Bearer ${visitor.session.token}` };
}

async function post(http: TestHttp, { endpoint }: Route, body: string): Promise<{ status: number; text: string }> {
  const path = endpoint.path.replace(':conversationId', a.conversationId).replace(':messageId', a.messageId);
  const response = await http.request(`${widgetApiRoot}${path}`, {
    method: endpoint.method.toUpperCase(),
    headers: { ...headersOf(a), 'content-type': 'application/json' },
    body,
  });
  return { status: response.status, text: (await response.text()).slice(0, 300) };
}
