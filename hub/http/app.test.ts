import { expect, test } from 'vitest';
import { getOwnAgent } from '../api/agents.ts';
import { getWorkspace, updateWorkspace } from '../api/workspaces.ts';
import { useDatabase } from '../test/database.ts';
import { buildAgent, buildToken, signIn } from '../test/factories.ts';
import { createTestHub, startHttp } from '../test/start-http.ts';
import { allRoutes } from './all-routes.ts';

useDatabase();

const hub = createTestHub();

function start() {
  return startHttp(hub, { routes: allRoutes(hub, { reassign: () => Promise.resolve(), releaseDepartment: () => Promise.resolve() }) });
}

test('a token and a cookie both reach the workspace of their own', async () => {
  const http = await start();
  const { user, workspaceId, agent } = await buildAgent(hub);
  const token = await buildToken(hub, workspaceId, ['workspace.view']);

  const byToken = await http.client({ token }).call(getWorkspace);
  const byCookie = await http.client({ headers: await signIn(hub, user._id) }).call(getOwnAgent);

  expect(byToken.id).toBe(workspaceId.toHexString());
  expect(byCookie.id).toBe(agent._id.toHexString());
});

test('the OpenAPI document names every route', async () => {
  const http = await start();

  const document: unknown = await (await http.request('/api/openapi.json')).json();

  expect(document).toMatchObject({ openapi: '3.1.0', paths: { '/agents/{agentId}': { get: {} } } });
});

test('a write changes the workspace', async () => {
  const http = await start();
  const { user } = await buildAgent(hub);

  const changed = await http
    .client({ headers: await signIn(hub, user._id) })
    .call(updateWorkspace, { body: { settings: { inviteDays: 3 } } });

  expect(changed.settings.inviteDays).toBe(3);
});
