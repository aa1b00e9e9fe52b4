import { expect, test } from 'vitest';
import { createAccessToken, listAccessTokens, revokeAccessToken } from '../../api/team/access-tokens.ts';
import { listAudit } from '../../api/team/audit.ts';
import { getWorkspace } from '../../api/team/workspaces.ts';
import { useDatabase } from '../../test/database.ts';
import { buildAgent, signIn } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes } from '../../test/start-http.ts';

useDatabase();

let time = Date.parse('2027-03-01T09:00:00Z');
const hub = createTestHub({ now: () => new Date(time) });

async function start() {
  const http = await startHttp(hub, { routes: testRoutes(hub) });
  const { user } = await buildAgent(hub);
  return { http, client: http.client({ headers: await signIn(hub, user._id) }) };
}

test('a token says when it was last used, exact to a minute, and no more once it is revoked', async () => {
  const { http, client } = await start();
  const { id, token } = await client.call(createAccessToken, { body: { name: 'site', scopes: ['workspace.view'] } });
  const lastUse = async () => (await client.call(listAccessTokens)).items[0]?.lastUsedAt;
  expect(await lastUse()).toBeNull();

  const machine = http.client({ token });
  await machine.call(getWorkspace);
  expect(await lastUse()).toBe('2027-03-01T09:00:00.000Z');
  time += 59_000;
  await machine.call(getWorkspace);
  expect(await lastUse()).toBe('2027-03-01T09:00:00.000Z');
  time += 6_000;
  await machine.call(getWorkspace);
  expect(await lastUse()).toBe('2027-03-01T09:01:05.000Z');

  await client.call(revokeAccessToken, { params: { accessTokenId: id } });
  await expect(machine.call(getWorkspace)).rejects.toMatchObject({ code: 'token.invalid' });
});

test('the audit log says what a revoked token was allowed, and never the token', async () => {
  const { client } = await start();
  const { id, token } = await client.call(createAccessToken, { body: { name: 'site', scopes: ['contact.view'] } });

  await client.call(revokeAccessToken, { params: { accessTokenId: id } });

  const { items } = await client.call(listAudit, { query: { target: id } });
  expect(items).toMatchObject([
    { action: 'access-token.revoked', before: { name: 'site', scopes: ['contact.view'] }, after: null },
    { action: 'access-token.created', before: null, after: { name: 'site', scopes: ['contact.view'] } },
  ]);
  expect(JSON.stringify(items)).not.toContain(token);
});
