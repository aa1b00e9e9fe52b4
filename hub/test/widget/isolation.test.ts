import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { blockContact } from '../../api/customers/contacts.ts';
import { createClient } from '../../api/client.ts';
import { endVisitorSession, listVisitorConversations, startVisitorSession, widgetApiRoot } from '../../api/widget/calls.ts';
import { rotateIdentitySecret } from '../../api/widget/settings.ts';
import { permission } from '../../api/permissions.ts';
import type { Route } from '../../core/route.ts';
import { readVisitorToken, signVisitorToken } from '../../domain/widget/session/token.ts';
import { connectVisitor, refusalOf, visit, visitorClient, widgetOf } from '../../realtime/widget/visitor.fixture.ts';
import { buildToken, buildWorkspace, signIn } from '../factories.ts';
import { testRoutes, testVisitorRoutes } from '../start-http.ts';
import { useHub, type TestHub } from '../start-hub.ts';
import { attacksByRoute, type Attack } from './attacks.fixture.ts';
import { idsOf, innerMark, mark, meetSomebody, mergeAsAgent, signedAs, storedOf, type Somebody } from './people.fixture.ts';

const hub = useHub();

const callers: Record<string, (b: Somebody) => Promise<Somebody>> = {
  'an anonymous visitor': () => meetSomebody(hub(), { word: 'own' }),
  'a user the site signed for': () => meetSomebody(hub(), { word: 'own', isVerified: true }),
  'somebody whom an agent took for the same person': async (b) => {
    const a = await meetSomebody(hub(), { word: 'own' });
    await mergeAsAgent(hub(), b, a);
    return a;
  },
  'somebody into whom an agent merged the other': async (b) => {
    const a = await meetSomebody(hub(), { word: 'own' });
    await mergeAsAgent(hub(), a, b);
    return a;
  },
  "a visitor of another workspace's site": async () => meetSomebody(await anotherWorkspace(), { word: 'own' }),
};

test('every route of visitors has a row of attacks', () => {
  const routes = testVisitorRoutes(hub().hub).map(nameOf);

  expect(Object.keys(attacksByRoute).sort()).toEqual(routes.sort());
});

describe.each(Object.entries(callers))('%s', (_who, meet) => {
  test("reaches nothing of another visitor's by any route, and changes nothing of it", async () => {
    const b = await meetSomebody(hub());
    const a = await meet(b);
    await hub().hub.announcer.settled();
    const before = await storedOf(b);
    const wrong: unknown[] = [];

    for (const route of testVisitorRoutes(hub().hub)) {
      for (const attack of attacksByRoute[nameOf(route)]?.(b, a) ?? []) {
        const { status, text } = await attackWith(route, a.visitor.session.token, attack);
        const isExpected = attack.refused === undefined ? status < 300 : status === attack.refused;
        if (!isExpected || isOfB(text, b, attack)) wrong.push({ route: nameOf(route), attack, status, text });
      }
    }

    expect(wrong).toEqual([]);
    expect(await storedOf(b)).toEqual(before);
  });

  test('is told nothing of the other one by a session begun anew', async () => {
    const b = await meetSomebody(hub());
    const a = await meet(b);
    if (a.visitor.secret === null) return;
    const { workspaceId } = await readVisitorToken(hub().hub, a.visitor.session.token);
    const { widgetKey } = await widgetOf({ client: await clientOf(workspaceId) });

    const session = await visitorClient(hub().url).call(startVisitorSession, { body: { widgetKey, visitorSecret: a.visitor.secret } });

    expect(session.conversations.map(({ id }) => id)).toContain(a.conversationId);
    expect(isOfB(JSON.stringify(session), b, {})).toBe(false);
  });
});

describe("a note of the team's", () => {
  test('reaches its visitor by no reading call, quoted or not', async () => {
    const { visitor, conversationId, noteId } = await meetSomebody(hub());
    const token = visitor.session.token;
    const read = [
      '/conversations',
      `/conversations/${conversationId}/messages`,
      `/conversations/${conversationId}/messages?after=0`,
      `/conversations/${conversationId}/messages?after=99&changedSince=2000-01-01T00:00:00.000Z`,
      `/conversations/${conversationId}/messages?before=99`,
    ];

    const answers = await Promise.all(read.map((path) => ask('GET', path, token)));

    expect(answers.map(({ status }) => status)).toEqual(read.map(() => 200));
    expect(answers[1]?.text).toContain(mark);
    expect(answers.filter(({ text }) => text.includes(innerMark) || text.includes(noteId))).toEqual([]);
  });
});

describe('a token that is none', () => {
  const dead: Record<string, () => Promise<{ headers: Record<string, string>; token: string }>> = {
    'ran out': async () => bearerOf(await forged((claims) => ({ ...claims, expiresAt: new Date(Date.now() - 1000) }))),
    'was logged out': async () => {
      const visitor = await visit(hub());
      await visitor.call(endVisitorSession);
      return bearerOf(visitor.session.token);
    },
    'was logged out by a user the site signed for': async () => {
      const visitor = await visit(hub(), await signedAs(hub(), 'leaves'));
      await visitor.call(endVisitorSession);
      return bearerOf(visitor.session.token);
    },
    'was of a browser that a user logged in with': async () => {
      const { visitor } = await meetSomebody(hub(), { word: 'own' });
      await visit(hub(), { ...(await signedAs(hub(), 'claims')), visitorSecret: visitor.secret ?? '' });
      return bearerOf(visitor.session.token);
    },
    'is of somebody blocked': async () => {
      const { visitor, contactId } = await meetSomebody(hub(), { word: 'own' });
      await hub().client.call(blockContact, { params: { contactId } });
      await expect.poll(async () => (await ask('GET', '/conversations', visitor.session.token)).text).toContain('contact.blocked');
      return bearerOf(visitor.session.token);
    },
    'was signed before the identity secret was changed': async () => {
      const visitor = await visit(hub(), await signedAs(hub(), 'rotated'));
      await hub().client.call(rotateIdentitySecret, { body: { keepHours: 0 } });
      return bearerOf(visitor.session.token);
    },
    "is a machine's": () => Promise.resolve(bearerOf(hub().token)),
    "is a colleague's cookie": async () => {
      const anna = await hub().addAgent({ name: 'Anna' });
      const headers = { ...(await signIn(hub().hub, anna.user._id)), 'x-workspace-id': anna.workspaceId.toHexString() };
      return { headers, token: headers.cookie.split('=')[1] ?? '' };
    },
    'is signed by another key': async () => bearerOf(await signedBy(new TextEncoder().encode('another key that is long enough, too'))),
    'is signed by nobody': async () => {
      const [, payload = ''] = (await visit(hub())).session.token.split('.');
      return bearerOf(`${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`);
    },
    "is signed with the site's identity secret": async () => {
      const { identitySecret } = await widgetOf(hub());
      return bearerOf(await signedBy(new TextEncoder().encode(identitySecret)));
    },
  };

  test.each(Object.entries(dead))('because it %s opens no route and no socket', async (_why, make) => {
    const { headers, token } = await make();
    const guarded = testVisitorRoutes(hub().hub).filter(({ endpoint }) => endpoint.access === 'visitor');

    const opened = [];
    for (const route of guarded) {
      const { status, text } = await request(route.endpoint.method, pathOf(route), headers);
      if (status !== 401 && status !== 403 && !text.includes('contact.blocked')) opened.push({ route: nameOf(route), status });
    }

    expect(opened).toEqual([]);
    expect(await refusalOf(connectVisitor(hub().url, token))).toMatchObject({
      code: expect.stringMatching(/^(session\.|token\.|contact\.blocked|request\.invalid)/) as string,
    });
  });

  test("a visitor's own is good for nothing of the team's", async () => {
    const { token } = (await visit(hub())).session;
    const guarded = testRoutes(hub().hub).filter(({ endpoint }) => endpoint.access !== 'public');
    const opened = [];
    for (const { endpoint } of guarded) {
      const path = endpoint.path.replaceAll(/:\w+/g, '0'.repeat(24));
      const response = await fetch(`${hub().url}/api/v1${path}`, {
        method: endpoint.method.toUpperCase(),
        headers: bearerOf(token).headers,
      });
      if (response.status !== 401) opened.push({ path, status: response.status });
    }

    expect(guarded.length).toBeGreaterThan(100);
    expect(opened).toEqual([]);
  });

  test("a browser's secret counts no more once a user logged in with it, or it was logged out", async () => {
    const [claimed, left] = [await meetSomebody(hub()), await meetSomebody(hub())];
    await visit(hub(), { ...(await signedAs(hub(), 'takes it over')), visitorSecret: claimed.visitor.secret ?? '' });
    await left.visitor.call(endVisitorSession);

    for (const { visitor } of [claimed, left]) {
      const again = await visit(hub(), { visitorSecret: visitor.secret ?? '' });

      expect(again.session.visitorSecret).not.toBe(visitor.secret);
      expect(again.session).toMatchObject({ conversations: [], profile: { name: null, email: null, phone: null } });
      expect(again.session.visitorId).not.toBe(visitor.session.visitorId);
      expect((await again.call(listVisitorConversations, { query: {} })).items).toEqual([]);
    }
  });
});

function nameOf({ endpoint: { method, path } }: Route): string {
  return `${method.toUpperCase()} ${path}`;
}

function pathOf({ endpoint }: Route, params: Record<string, string> = {}): string {
  return endpoint.path.replaceAll(/:(\w+)/g, (_whole, name: string) => params[name] ?? '0'.repeat(24));
}

function attackWith(route: Route, token: string, { params, query, body }: Attack) {
  return ask(route.endpoint.method, `${pathOf(route, params)}${query === undefined ? '' : `?${query}`}`, token, body);
}

function ask(method: string, path: string, token: string, body?: unknown) {
  return request(method, path, bearerOf(token).headers, body);
}

async function request(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await fetch(`${hub().url}${widgetApiRoot}${path}`, {
    method: method.toUpperCase(),
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** True when an answer has something of B's, or of the team's, that the call itself did not name. */
function isOfB(text: string, b: Somebody, attack: Attack): boolean {
  const given = JSON.stringify(attack);
  return [mark, innerMark, ...idsOf(b)].some((part) => text.includes(part) && !given.includes(part));
}

function bearerOf(token: string): { headers: Record<string, string>; token: string } {
  return { headers: { authorization: `Bearer ${token}` }, token };
}

async function forged(change: (claims: Awaited<ReturnType<typeof readVisitorToken>>) => Parameters<typeof signVisitorToken>[1]) {
  const { session } = await visit(hub());
  return signVisitorToken(hub().hub, change(await readVisitorToken(hub().hub, session.token)));
}

/** The claims of a good token under a key that is not the hub's. */
async function signedBy(key: Uint8Array): Promise<string> {
  const [, payload = ''] = (await visit(hub())).session.token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>; // our own token's
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);
}

async function clientOf(workspaceId: TestHub['workspaceId']) {
  return createClient({ baseUrl: hub().url, token: await buildToken(hub().hub, workspaceId, permission.options) });
}

/** The same hub as another customer of it has it. */
async function anotherWorkspace(): Promise<TestHub> {
  const { _id: workspaceId } = await buildWorkspace(hub().hub);
  return { ...hub(), workspaceId, client: await clientOf(workspaceId) };
}
