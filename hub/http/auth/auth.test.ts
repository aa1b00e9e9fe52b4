import mongoose from 'mongoose';
import { beforeEach, describe, expect, test } from 'vitest';
import { getOwnAgent, listAgents } from '../../api/team/agents.ts';
import { listSessions } from '../../api/team/sessions.ts';
import { getUser } from '../../api/team/users.ts';
import { getWorkspace } from '../../api/team/workspaces.ts';
import { systemActor } from '../../core/actor.ts';
import { AccessToken } from '../../domain/access-token/model.ts';
import { createAccessToken } from '../../domain/access-token/create-access-token.ts';
import { revokeAccessToken } from '../../domain/access-token/revoke-access-token.ts';
import { updateAgent } from '../../domain/agent/update-agent.ts';
import { Session } from '../../domain/user/model.ts';
import { countCommands } from '../../database/count-commands.ts';
import { useDatabase } from '../../test/database.ts';
import { bearer, buildAgent, buildToken, signIn, testPassword } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../test/start-http.ts';

useDatabase();

let now: Date;
const hub = createTestHub({ now: () => now });
let http: TestHttp;

beforeEach(async () => {
  now = new Date();
  http = await start();
});

function start(environment: Record<string, string> = {}): Promise<TestHttp> {
  const given = createTestHub({ now: () => now, environment });
  return startHttp(given, { routes: testRoutes(given) });
}

function send(path: string, method: string, headers: Record<string, string>, body?: unknown): Promise<Response> {
  return http.request(`/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function bodyOf(response: Response): Promise<unknown> {
  return response.json();
}

function passSeconds(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

describe('a session', () => {
  test('begins with the right password, in a cookie that no script reads, and is kept only as a hash', async () => {
    const { user } = await buildAgent(hub);

    const answer = await send('/sessions', 'POST', {}, { email: user.email.toUpperCase(), password: testPassword });

    const [cookie = ''] = answer.headers.getSetCookie();
    expect(answer.status).toBe(201);
    expect(cookie).toMatch(/^hub_session=[\w-]{43}; .*HttpOnly/);
    expect(cookie).toContain('SameSite=Lax');
    const token = cookie.split(/[=;]/)[1] ?? '';
    expect(JSON.stringify(await Session.find().lean())).not.toContain(token);
    expect((await http.client({ headers: { cookie: `hub_session=${token}` } }).call(getUser)).email).toBe(user.email);
  });

  test('over https is bound to the host and sent over https only', async () => {
    http = await start({ TRUST_PROXY: '1' });
    const { user } = await buildAgent(hub);

    const answer = await send('/sessions', 'POST', { 'x-forwarded-proto': 'https' }, { email: user.email, password: testPassword });

    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-hub_session=.*Path=\/.*Secure/);
  });

  test('ends after its days, when it is ended elsewhere, and with log-out', async () => {
    const { user } = await buildAgent(hub);
    const [first, second] = [await signIn(hub, user._id), await signIn(hub, user._id)];

    const { items } = await http.client({ headers: first }).call(listSessions);
    const other = items.find(({ isCurrent }) => !isCurrent);
    expect((await send(`/sessions/${other?.id}`, 'DELETE', first)).status).toBe(204);
    expect(await bodyOf(await send('/user', 'GET', second))).toMatchObject({ error: { code: 'session.expired' } });

    passSeconds(31 * 86_400);
    expect((await send('/user', 'GET', first)).status).toBe(401);

    const third = await signIn(hub, user._id);
    expect((await send('/sessions/current', 'DELETE', third)).status).toBe(204);
    expect((await send('/user', 'GET', third)).status).toBe(401);
  });

  test('of every other browser ends when the password is changed', async () => {
    const { user } = await buildAgent(hub);
    const [mine, stolen] = [await signIn(hub, user._id), await signIn(hub, user._id)];

    const body = { currentPassword: testPassword, newPassword: 'another good sentence' };
    expect((await send('/user/password', 'PUT', mine, { ...body, currentPassword: 'a wrong guess' })).status).toBe(401);
    expect((await send('/user/password', 'PUT', mine, body)).status).toBe(204);

    expect((await send('/user', 'GET', mine)).status).toBe(200);
    expect((await send('/user', 'GET', stolen)).status).toBe(401);
    expect((await send('/sessions', 'POST', {}, { email: user.email, password: body.newPassword })).status).toBe(201);
  });

  test('ends when the role of its user changes', async () => {
    const owner = await buildAgent(hub);
    const { user, agent } = await buildAgent(hub, { workspaceId: owner.workspaceId, role: 'admin' });
    const headers = await signIn(hub, user._id);

    await updateAgent(hub, owner.actor, agent._id, { role: 'agent' });

    expect((await send('/user', 'GET', headers)).status).toBe(401);
  });

  test('costs one database call a request', async () => {
    const { user } = await buildAgent(hub);
    const client = http.client({ headers: await signIn(hub, user._id) });

    const { commands } = await countCommands(mongoose.connection, () => client.call(getWorkspace));

    expect(commands).toEqual(['aggregate sessions', 'find workspaces']);
  });
});

describe('logging in', () => {
  test('answers a wrong password and an unknown e-mail alike', async () => {
    const { user } = await buildAgent(hub);

    const wrong = await send('/sessions', 'POST', {}, { email: user.email, password: 'not the password' });
    const unknown = await send('/sessions', 'POST', {}, { email: 'nobody@example.com', password: 'not the password' });

    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401);
      expect(await bodyOf(answer)).toMatchObject({ error: { code: 'login.refused', details: {} } });
    }
  });

  test('is held up after eight wrong passwords, the right one included, and says for how long', async () => {
    const { user } = await buildAgent(hub);
    const attempt = (password: string) => send('/sessions', 'POST', {}, { email: user.email, password });

    const statuses = (await Promise.all(Array.from({ length: 8 }, () => attempt('not the password')))).map(({ status }) => status);
    const held = await attempt(testPassword);

    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(held.status).toBe(429);
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(600);
    expect(await bodyOf(held)).toMatchObject({ error: { code: 'login.throttled', details: { retryAfterSeconds: expect.any(Number) } } });
  });
});

describe('the workspace', () => {
  test('must be named by a user with several seats, and only theirs can be', async () => {
    const first = await buildAgent(hub);
    const second = await buildAgent(hub, { user: first.user });
    const foreign = await buildAgent(hub);
    const headers = await signIn(hub, first.user._id);
    const named = (id: string) => send('/agents/me', 'GET', { ...headers, 'x-workspace-id': id });

    expect(await bodyOf(await send('/agents/me', 'GET', headers))).toMatchObject({ error: { code: 'workspace.required' } });
    expect((await http.client({ headers, workspaceId: second.workspaceId.toHexString() }).call(getOwnAgent)).id).toBe(
      second.agent._id.toHexString(),
    );
    expect((await named(foreign.workspaceId.toHexString())).status).toBe(404);
    expect((await named('{"$ne":null}')).status).toBe(400);
  });

  test('of a token is its own, whatever is named', async () => {
    const { workspaceId } = await buildAgent(hub);
    const foreign = await buildAgent(hub);
    const token = await buildToken(hub, workspaceId);

    expect((await send('/workspace', 'GET', { ...bearer(token), 'x-workspace-id': foreign.workspaceId.toHexString() })).status).toBe(404);
  });
});

describe('an access token', () => {
  test('stops at once when it is revoked, and by itself at its end', async () => {
    const { workspaceId } = await buildAgent(hub);
    const actor = systemActor(workspaceId);
    const make = (expiresAt: Date | null) => createAccessToken(hub, actor, { name: 'site', scopes: ['workspace.view'], expiresAt });
    const [lasting, ending] = [await make(null), await make(new Date(now.getTime() + 60_000))];
    const statusWith = async (token: string) => (await send('/workspace', 'GET', bearer(token))).status;
    expect([await statusWith(lasting.token), await statusWith(ending.token)]).toEqual([200, 200]);

    await revokeAccessToken(hub, actor, lasting.record._id);
    passSeconds(60);

    expect([await statusWith(lasting.token), await statusWith(ending.token)]).toEqual([401, 401]);
  });

  test('is kept only as a hash, and remembers its last use to a minute', async () => {
    const { workspaceId } = await buildAgent(hub);
    const token = await buildToken(hub, workspaceId, ['workspace.view']);
    const lastUsed = async () => (await AccessToken.findOne().lean())?.lastUsedAt;
    const begun = now;

    await send('/workspace', 'GET', bearer(token));
    passSeconds(30);
    await send('/workspace', 'GET', bearer(token));
    expect(await lastUsed()).toEqual(begun);
    passSeconds(31);
    await send('/workspace', 'GET', bearer(token));

    expect(await lastUsed()).toEqual(now);
    expect(JSON.stringify(await AccessToken.find().lean())).not.toContain(token);
  });

  test('costs no database call while it was seen within five seconds', async () => {
    const { workspaceId } = await buildAgent(hub);
    const client = http.client({ token: await buildToken(hub, workspaceId, ['agent.view']) });
    await client.call(listAgents);

    const { commands } = await countCommands(mongoose.connection, () => client.call(listAgents));

    expect(commands).toEqual(['find agents']);
  });

  test('that is none of ours, or no bearer at all, is refused', async () => {
    for (const authorization of ['Bearer nonsense', 'Bearer hub_nonsense', 'Basic dXNlcjpwYXNz', 'Bearer']) {
      expect(await bodyOf(await send('/workspace', 'GET', { authorization }))).toMatchObject({ error: { code: 'token.invalid' } });
    }
  });
});

describe('a write with a cookie', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['a sibling domain', { 'sec-fetch-site': 'same-site', origin: 'https://other.hub.test' }, 403],
    ['a frame without origin', { origin: 'null' }, 403],
    ['an old browser on another site', { origin: 'https://evil.example' }, 403],
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['no browser', {}, 200],
  ])('from %s', async (_from, headers, status) => {
    const { user } = await buildAgent(hub);
    const cookie = await signIn(hub, user._id);

    expect((await send('/workspace', 'PATCH', { ...cookie, ...headers }, { name: 'Renamed' })).status).toBe(status);
  });
});
