import { beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../api/client.ts';
import { defaultPreferences, getPreferences, updatePreferences } from '../../api/team/preferences.ts';
import { useDatabase } from '../../test/database.ts';
import { buildAgent, buildToken, signIn, type BuiltAgent } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../test/start-http.ts';
import { AgentPreferences } from './model.ts';
import { readPreferences } from './preferences.ts';

useDatabase();

const hub = createTestHub();
let http: TestHttp;
let ann: BuiltAgent;
let client: Client;

beforeEach(async () => {
  http = await startHttp(hub, { routes: testRoutes(hub) });
  ann = await buildAgent(hub, { role: 'agent' });
  client = http.client({ headers: await signIn(hub, ann.user._id) });
});

describe('preferences', () => {
  test('are the defaults until something is chosen', async () => {
    expect(await client.call(getPreferences)).toEqual(defaultPreferences);
  });

  test('change one by one, at every depth, and stay', async () => {
    await client.call(updatePreferences, { body: { theme: 'dark' } });
    await client.call(updatePreferences, { body: { notifications: { reply: { push: false } } } });
    await client.call(updatePreferences, {
      body: { notifications: { mention: { sound: false } }, quietHours: { isOn: true, days: [5, 1, 5] } },
    });

    expect(await client.call(getPreferences)).toEqual({
      ...defaultPreferences,
      theme: 'dark',
      notifications: {
        ...defaultPreferences.notifications,
        reply: { push: false, sound: true },
        mention: { push: true, sound: false },
      },
      quietHours: { isOn: true, from: '22:00', to: '08:00', days: [1, 5] },
    });
  });

  test('changed in two tabs at once are both kept', async () => {
    await Promise.all([
      client.call(updatePreferences, { body: { sounds: false } }),
      client.call(updatePreferences, { body: { density: 'compact' } }),
      client.call(updatePreferences, { body: { quietHours: { from: '20:00' } } }),
      client.call(updatePreferences, { body: { quietHours: { to: '07:00' } } }),
    ]);

    expect(await client.call(getPreferences)).toMatchObject({
      sounds: false,
      density: 'compact',
      quietHours: { from: '20:00', to: '07:00' },
    });
  });

  test('remember panels as they are given, replaced as a whole', async () => {
    const panels = { order: ['contact', 'files'], contact: { isOpen: true, height: 300 }, files: false };
    await client.call(updatePreferences, { body: { panels: { old: true } } });

    expect((await client.call(updatePreferences, { body: { panels } })).panels).toEqual(panels);
    expect((await client.call(getPreferences)).panels).toEqual(panels);
  });

  test.each([
    [{}],
    [{ theme: 'blue' }],
    [{ colour: 'red' }],
    [{ quietHours: { from: '24:00' } }],
    [{ quietHours: { days: [0] } }],
    [{ notifications: { sms: { push: true } } }],
    [{ notifications: { reply: { loud: true } } }],
    [{ panels: { 'a.b': true } }],
    [{ panels: { $set: true } }],
    [{ panels: { a: { b: { c: true } } } }],
    [{ panels: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`p${index}`, true])) }],
    [{ panels: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, 'x'.repeat(190)])) }],
  ])('refuse %j', async (body) => {
    const headers = { ...(await signIn(hub, ann.user._id)), 'content-type': 'application/json' };

    const answer = await http.request('/api/v1/agents/me/preferences', { method: 'PATCH', headers, body: JSON.stringify(body) });

    expect(answer.status).toBe(400);
    expect(await client.call(getPreferences)).toEqual(defaultPreferences);
  });

  test('of one seat are not those of another, and a token has none', async () => {
    const bob = await buildAgent(hub, { workspaceId: ann.workspaceId, role: 'agent' });
    await client.call(updatePreferences, { body: { theme: 'dark' } });

    const machine = http.client({ token: await buildToken(hub, ann.workspaceId) });

    expect((await http.client({ headers: await signIn(hub, bob.user._id) }).call(getPreferences)).theme).toBe('system');
    await expect(machine.call(getPreferences)).rejects.toMatchObject({ status: 404, code: 'agent.unknown' });
  });

  test('that another version of the hub wrote count only where they fit', async () => {
    const { agent, workspaceId } = ann;
    const chosen = {
      theme: 'sepia',
      sounds: false,
      notifications: { reply: { push: 'yes', sound: false }, pager: {} },
      quietHours: 'never',
    };
    await AgentPreferences.create({ _id: agent._id, workspaceId, chosen });

    const read = await readPreferences(workspaceId, [agent._id]);

    expect(read.get(agent._id.toHexString())).toEqual({
      ...defaultPreferences,
      sounds: false,
      notifications: { ...defaultPreferences.notifications, reply: { push: true, sound: false } },
    });
  });
});
