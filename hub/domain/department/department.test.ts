import { beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { getAgent, listAgents } from '../../api/team/agents.ts';
import { listAudit } from '../../api/team/audit.ts';
import type { Client } from '../../api/client.ts';
import * as api from '../../api/team/departments.ts';
import { useDatabase } from '../../test/database.ts';
import { buildAgent, signIn } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes } from '../../test/start-http.ts';
import { AuditEntry } from '../audit/model.ts';

useDatabase();

const hub = createTestHub();
let client: Client;
let members: string[];
let released: string[];

beforeEach(async () => {
  released = [];
  const releaseDepartment = (_actor: unknown, departmentId: { toHexString(): string }) => {
    released.push(departmentId.toHexString());
    return Promise.resolve();
  };
  const http = await startHttp(hub, { routes: testRoutes(hub, { releaseDepartment }) });
  const { workspaceId, user } = await buildAgent(hub);
  const colleagues = [await buildAgent(hub, { workspaceId, role: 'agent' }), await buildAgent(hub, { workspaceId, role: 'agent' })];
  members = colleagues.map(({ agent }) => agent._id.toHexString());
  client = http.client({ headers: await signIn(hub, user._id) });
});

test('a department has exactly the members it was given, and they know it', async () => {
  const [ann = '', bo = ''] = members;
  const { id } = await client.call(api.createDepartment, { body: { name: 'Support', memberIds: [ann] } });

  const changed = await client.call(api.updateDepartment, { params: { departmentId: id }, body: { memberIds: [bo] } });

  expect(changed.memberIds).toEqual([bo]);
  expect((await client.call(getAgent, { params: { agentId: ann } })).departmentIds).toEqual([]);
  expect((await client.call(listAgents, { query: { department: id } })).items.map((agent) => agent.id)).toEqual([bo]);
});

test('names are unique in upper and lower case within a workspace, and listed by name', async () => {
  for (const name of ['Support', 'accounts', 'Продажи']) await client.call(api.createDepartment, { body: { name } });

  await expect(client.call(api.createDepartment, { body: { name: 'SUPPORT' } })).rejects.toMatchObject({
    status: 409,
    code: 'department.name-taken',
  });
  await expect(client.call(api.createDepartment, { body: { name: 'продажи' } })).rejects.toMatchObject({ code: 'department.name-taken' });
  expect((await client.call(api.listDepartments)).items.map(({ name }) => name)).toEqual(['accounts', 'Support', 'Продажи']);
});

test('a removed department leaves its members and lets its conversations go', async () => {
  const { id } = await client.call(api.createDepartment, { body: { name: 'Support', memberIds: members } });

  await client.call(api.deleteDepartment, { params: { departmentId: id } });

  expect(released).toEqual([id]);
  expect((await client.call(getAgent, { params: { agentId: members[0] ?? '' } })).departmentIds).toEqual([]);
  await expect(client.call(api.getDepartment, { params: { departmentId: id } })).rejects.toMatchObject({ code: 'department.unknown' });
});

test('a department hands out by hand until somebody chooses otherwise, and the audit log knows who did', async () => {
  const { id, handing } = await client.call(api.createDepartment, { body: { name: 'Support' } });
  expect(handing).toEqual({ mode: 'manual', limit: null });

  const params = { departmentId: id };
  await client.call(api.updateDepartment, { params, body: { handing: { mode: 'least-busy', limit: 4 } } });
  await client.call(api.updateDepartment, { params, body: { name: 'Help' } });

  expect((await client.call(api.getDepartment, { params })).handing).toEqual({ mode: 'least-busy', limit: 4 });
  const { items } = await client.call(listAudit, { query: { target: id, q: 'department.updated' } });
  expect(items.at(-1)).toMatchObject({ before: { handing }, after: { handing: { mode: 'least-busy', limit: 4 } } });
});

test('the audit log is narrowed by time, by kind of doer and of thing, and by how the action begins', async () => {
  const { id } = await client.call(api.createDepartment, { body: { name: 'Support' } });
  const [{ at = '' } = {}] = (await client.call(listAudit, { query: { target: id } })).items;
  await client.call(api.deleteDepartment, { params: { departmentId: id } });
  const found = async (query: NonNullable<z.input<NonNullable<(typeof listAudit)['query']>>>) =>
    (await client.call(listAudit, { query: { ...query, target: id } })).items.map(({ action }) => action);

  expect(await found({ q: 'Department.' })).toEqual(['department.deleted', 'department.created']);
  expect(await found({ q: 'department.d' })).toEqual(['department.deleted']);
  expect(await found({ q: '.*' })).toEqual([]);
  expect(await found({ actorType: 'agent', targetType: 'department' })).toHaveLength(2);
  expect(await found({ actorType: 'token' })).toEqual([]);
  expect(await found({ targetType: 'agent' })).toEqual([]);
  expect(await found({ from: at })).toHaveLength(2);
  expect(await found({ to: at })).toEqual([]);
  expect(await found({ from: new Date(Date.parse(at) + 60_000).toISOString() })).toEqual([]);
});

test('the audit log keeps who changed what, from where, newest first and for good', async () => {
  const { id } = await client.call(api.createDepartment, { body: { name: 'Support' } });
  await client.call(api.updateDepartment, { params: { departmentId: id }, body: { name: 'Help' } });

  const { items } = await client.call(listAudit, { query: { target: id } });

  expect(items).toMatchObject([
    {
      action: 'department.updated',
      before: { name: 'Support' },
      after: { name: 'Help' },
      actor: { type: 'agent' },
      ip: expect.stringContaining('127.0.0.1'),
    },
    { action: 'department.created', target: { type: 'department', id }, requestId: expect.any(String) },
  ]);
  expect((await client.call(listAudit, { query: { action: 'department.created', limit: 1 } })).items).toHaveLength(1);
  await expect(AuditEntry.updateOne({}, { $set: { action: 'nothing' } })).rejects.toThrow('only added to');
});
