import { generateSync } from 'otplib';
import { beforeEach, describe, expect, test } from 'vitest';
import { listSeats, getOwnAgent } from '../../../api/team/agents.ts';
import { getAuthOptions } from '../../../api/team/sessions.ts';
import { confirmTwoFactor, startTwoFactor } from '../../../api/team/two-factor.ts';
import { checkSetupLink, createWorkspace, setUp } from '../../../api/team/users.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildAgent, signIn, testPassword } from '../../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../../test/start-http.ts';
import { Agent } from '../model.ts';
import { createSetupLink } from './setup-link.ts';

useDatabase();

const hub = createTestHub();
let http: TestHttp;

beforeEach(async () => {
  http = await startHttp(hub, { routes: testRoutes(hub) });
});

const look = (setupToken: string) => http.client().call(checkSetupLink, { params: { setupToken } });
const makeLink = async () => new URL((await createSetupLink(hub)) ?? '').searchParams.get('token') ?? '';
const first = { email: 'first@example.com', password: testPassword, name: 'First', workspaceName: 'First' };

describe('the setup link', () => {
  test('says at once whether it works: not once it is replaced, nor once there is an owner', async () => {
    const replaced = await makeLink();
    const token = await makeLink();

    expect(await http.client().call(getAuthOptions)).toMatchObject({ needsSetup: true, languages: ['en', 'ru'] });
    expect(await look(token)).toEqual({ isValid: true });
    await expect(look(replaced)).rejects.toMatchObject({ status: 403, code: 'setup.link-invalid', details: { isDone: false } });
    await http.client().call(setUp, { body: { ...first, token } });

    await expect(look(token)).rejects.toMatchObject({ code: 'setup.link-invalid', details: { isDone: true } });
    expect((await http.client().call(getAuthOptions)).needsSetup).toBe(false);
  });

  test('opens no session of a known user with two-factor on', async () => {
    const { user } = await buildAgent(hub);
    const client = http.client({ headers: await signIn(hub, user._id) });
    const { secret } = await client.call(startTwoFactor, { body: { currentPassword: testPassword } });
    await client.call(confirmTwoFactor, { body: { code: generateSync({ secret }) } });
    await Agent.deleteMany({});

    const answer = await http.request('/api/v1/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...first, email: user.email, token: await makeLink() }),
    });

    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

describe('a further workspace', () => {
  const body = { name: 'Second', timeZone: 'Europe/Berlin', language: 'ru' } as const;

  test('is made by an owner, who owns it and reaches it with the same login', async () => {
    const { user } = await buildAgent(hub);
    const headers = await signIn(hub, user._id);

    const { workspaceId, agentId } = await http.client({ headers }).call(createWorkspace, { body });

    const seats = await http.client({ headers }).call(listSeats);
    expect(seats.items.map(({ workspaceName, role }) => [workspaceName, role])).toContainEqual(['Second', 'owner']);
    expect((await http.client({ headers, workspaceId }).call(getOwnAgent)).id).toBe(agentId);
  });

  test('is made by nobody else, and by nobody where the hub says so', async () => {
    const admin = await buildAgent(hub, { role: 'admin' });
    const closed = createTestHub({ environment: { WORKSPACE_CREATION: 'nobody' } });
    const onClosed = await startHttp(closed, { routes: testRoutes(closed) });
    const owner = await buildAgent(hub);
    const refused = { status: 403, code: 'workspace.creation-closed' };

    await expect(http.client({ headers: await signIn(hub, admin.user._id) }).call(createWorkspace, { body })).rejects.toMatchObject(
      refused,
    );
    await expect(onClosed.client({ headers: await signIn(hub, owner.user._id) }).call(createWorkspace, { body })).rejects.toMatchObject(
      refused,
    );
  });
});
