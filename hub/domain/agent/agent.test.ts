import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as api from '../../api/team/agents.ts';
import { setUp, updateUser } from '../../api/team/users.ts';
import { rolePermissions } from '../../api/permissions.ts';
import type { FactOf } from '../../api/facts.ts';
import type { Actor } from '../../core/actor.ts';
import type { ObjectId } from '../../core/ids.ts';
import { useDatabase } from '../../test/database.ts';
import { buildAgent, buildToken, signIn, testPassword, type BuiltAgent } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../test/start-http.ts';
import { buildQueue } from '../conversation/handing/queue.fixture.ts';
import { Session } from '../user/model.ts';
import { Agent } from './model.ts';
import { createSetupLink } from './setup/setup-link.ts';
import { setUpWorkspace } from './setup/set-up-workspace.ts';

useDatabase();

const hub = createTestHub();
let http: TestHttp;
let owner: BuiltAgent;
let reassigned: { by: Actor['type']; from: string; to: string | null }[];

beforeEach(async () => {
  reassigned = [];
  const reassign = (actor: Actor, from: ObjectId, to: ObjectId | null) => {
    reassigned.push({ by: actor.type, from: from.toHexString(), to: to?.toHexString() ?? null });
    return Promise.resolve();
  };
  http = await startHttp(hub, { routes: testRoutes(hub, { reassign }) });
  owner = await buildAgent(hub);
});

async function clientOf({ user, workspaceId }: BuiltAgent) {
  return http.client({ headers: await signIn(hub, user._id), workspaceId: workspaceId.toHexString() });
}

function colleague(role: 'owner' | 'admin' | 'agent'): Promise<BuiltAgent> {
  return buildAgent(hub, { workspaceId: owner.workspaceId, role });
}

function paramsOf({ agent }: BuiltAgent) {
  return { agentId: agent._id.toHexString() };
}

describe('a seat', () => {
  test('has the permissions of its role, with its own additions and without its own removals', async () => {
    const client = await clientOf(owner);
    const agent = await colleague('agent');

    const changed = await client.call(api.updateAgent, {
      params: paramsOf(agent),
      body: { overrides: { added: ['audit.view'], removed: ['conversation.close'] } },
    });

    const expected = [...rolePermissions.agent.filter((name) => name !== 'conversation.close'), 'audit.view'];
    expect(changed.permissions.toSorted()).toEqual(expected.toSorted());
    const own = await clientOf(agent);
    expect((await own.call(api.getOwnAgent)).permissions.toSorted()).toEqual(expected.toSorted());
  });

  test('tells of its change, so that sockets and cards can follow', async () => {
    const facts: FactOf<'agent.changed'>[] = [];
    const stop = hub.facts.on('agent.changed', 'test', (fact) => void facts.push(fact));
    const client = await clientOf(owner);

    await client.call(api.setDuty, { body: { onDuty: false } });
    await client.call(api.setDuty, { body: { onDuty: false } });
    stop();

    expect(facts).toMatchObject([{ workspaceId: owner.workspaceId.toHexString(), data: { agentId: owner.agent._id.toHexString() } }]);
    expect((await client.call(api.getOwnAgent)).duty.onDuty).toBe(false);
  });

  test('follows its user to a new e-mail, which nobody else may have', async () => {
    const taken = await colleague('agent');
    const client = await clientOf(owner);

    const change = (email: string) => client.call(updateUser, { body: { email, currentPassword: testPassword } });

    await expect(change(taken.user.email)).rejects.toMatchObject({ code: 'user.email-taken' });
    await change('New@Example.com');
    expect((await client.call(api.getOwnAgent)).email).toBe('new@example.com');
  });

  test('says whether its agent is there, and on request how many open conversations hang on it', async () => {
    const client = await clientOf(owner);
    const agent = await colleague('agent');
    const limited = await client.call(api.updateAgent, { params: paramsOf(agent), body: { conversationLimit: 3 } });
    expect(limited).toMatchObject({ conversationLimit: 3, availability: 'away' });
    const handle = hub.presence.connected(owner.workspaceId, agent.agent._id, 'laptop');
    onTestFinished(() => handle.leave());
    const world = await buildQueue([hub], { mode: 'manual', limit: null });
    const mine = { assigneeId: agent.agent._id, workspaceId: owner.workspaceId };
    for (const status of ['open', 'open', 'snoozed', 'closed'] as const) await world.addConversation({ ...mine, status });

    const loaded = await client.call(api.getAgent, { params: paramsOf(agent), query: { load: 'true' } });

    expect(loaded).toMatchObject({ availability: 'available', openConversations: { count: 2, isCapped: false } });
    const { items } = await client.call(api.listAgents, { query: { load: 'true' } });
    expect(items.map(({ openConversations }) => openConversations?.count)).toEqual([0, 2]);
    expect((await client.call(api.getAgent, { params: paramsOf(agent) })).openConversations).toBeUndefined();
  });

  test('of a token is none', async () => {
    const client = http.client({ token: await buildToken(hub, owner.workspaceId) });

    await expect(client.call(api.getOwnAgent)).rejects.toMatchObject({ status: 404, code: 'agent.unknown' });
  });
});

describe('an admin', () => {
  test('neither makes owners nor touches them, and hands out nothing beyond the own permissions', async () => {
    const admin = await clientOf(await colleague('admin'));
    const agent = await colleague('agent');
    const refused = { status: 403, code: 'permission.missing' };

    await expect(admin.call(api.updateAgent, { params: paramsOf(agent), body: { role: 'owner' } })).rejects.toMatchObject(refused);
    await expect(admin.call(api.updateAgent, { params: paramsOf(owner), body: { role: 'agent' } })).rejects.toMatchObject(refused);
    await expect(admin.call(api.deactivateAgent, { params: paramsOf(owner) })).rejects.toMatchObject(refused);
    await expect(admin.call(api.inviteAgent, { body: { role: 'owner' } })).rejects.toMatchObject(refused);
    const erasing = { overrides: { added: ['contact.erase' as const], removed: [] } };
    await expect(admin.call(api.updateAgent, { params: paramsOf(agent), body: erasing })).rejects.toMatchObject(refused);
    expect((await admin.call(api.updateAgent, { params: paramsOf(agent), body: { role: 'admin' } })).role).toBe('admin');
  });
});

describe('the last owner', () => {
  test('neither steps down nor goes', async () => {
    const client = await clientOf(owner);

    await expect(client.call(api.updateAgent, { params: paramsOf(owner), body: { role: 'agent' } })).rejects.toMatchObject({
      code: 'agent.last-owner',
    });
    await expect(client.call(api.deactivateAgent, { params: paramsOf(owner) })).rejects.toMatchObject({ code: 'agent.last-owner' });
    expect((await client.call(api.getOwnAgent)).role).toBe('owner');
  });

  test('remains when two owners step down at once, ten times over', async () => {
    for (let round = 0; round < 10; round += 1) {
      const second = await colleague('owner');
      const clients = [await clientOf(owner), await clientOf(second)];
      const pair = [owner, second];

      await Promise.allSettled(
        clients.map((client, index) => client.call(api.updateAgent, { params: paramsOf(pair[index] ?? owner), body: { role: 'agent' } })),
      );

      expect(await Agent.countDocuments({ workspaceId: owner.workspaceId, role: 'owner' })).toBeGreaterThan(0);
      await Agent.deleteOne({ _id: second.agent._id });
      await Agent.updateOne({ _id: owner.agent._id }, { $set: { role: 'owner' } });
    }
  });
});

describe('closing a seat', () => {
  test('ends its sessions, lets its Telegram account go and hands its conversations on', async () => {
    const [client, leaving, staying] = [await clientOf(owner), await colleague('agent'), await colleague('agent')];
    await Agent.updateOne(
      { _id: leaving.agent._id },
      { $set: { telegram: { telegramUserId: '7', username: null, linkedAt: new Date() } } },
    );
    const theirs = await clientOf(leaving);

    const closed = await client.call(api.deactivateAgent, {
      params: paramsOf(leaving),
      body: { reassignTo: staying.agent._id.toHexString() },
    });

    expect(closed).toMatchObject({ isActive: false, telegram: null, duty: { onDuty: false } });
    expect(reassigned).toEqual([{ by: 'agent', from: closed.id, to: staying.agent._id.toHexString() }]);
    expect(await Session.countDocuments({ userId: leaving.user._id })).toBe(0);
    await expect(theirs.call(api.getOwnAgent)).rejects.toMatchObject({ status: 401 });
    expect((await client.call(api.listAgents, { query: { active: 'true' } })).items.map(({ id }) => id)).not.toContain(closed.id);

    expect((await client.call(api.activateAgent, { params: paramsOf(leaving) })).isActive).toBe(true);
    expect((await client.call(api.listAgents, { query: { active: 'true' } })).items.map(({ id }) => id)).toContain(closed.id);
  });

  test('never hands on to a closed seat or to itself', async () => {
    const [client, one, closed] = [await clientOf(owner), await colleague('agent'), await colleague('agent')];
    await client.call(api.deactivateAgent, { params: paramsOf(closed) });

    for (const to of [closed, one]) {
      const call = client.call(api.deactivateAgent, { params: paramsOf(one), body: { reassignTo: to.agent._id.toHexString() } });
      await expect(call).rejects.toMatchObject({ code: 'agent.unknown' });
    }
  });
});

describe('an invite', () => {
  test('gives a seat once, to one of two people at the same time', async () => {
    const { token, link } = await (await clientOf(owner)).call(api.inviteAgent, { body: { role: 'admin' } });
    const accept = (email: string) => http.client().call(api.acceptInvite, { body: { token, email, password: testPassword, name: 'New' } });

    const outcomes = await Promise.allSettled([accept('one@example.com'), accept('two@example.com')]);

    expect(link).toBe(`http://hub.test/invite/${token}`);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await Agent.countDocuments({ workspaceId: owner.workspaceId, role: 'admin' })).toBe(1);
    await expect(accept('three@example.com')).rejects.toMatchObject({ status: 404, code: 'invite.invalid' });
  });

  test('is accepted by an existing user with the right password only, and then both workspaces are open', async () => {
    const other = await buildAgent(hub);
    const { token } = await (await clientOf(owner)).call(api.inviteAgent, { body: {} });
    const accept = (password: string) =>
      http.client().call(api.acceptInvite, { body: { token, email: other.user.email, password, name: 'Known' } });

    await expect(accept('not the password')).rejects.toMatchObject({ code: 'login.refused' });
    await accept(testPassword);

    const seats = await http.client({ headers: await signIn(hub, other.user._id) }).call(api.listSeats);
    expect(seats.items.map(({ role, workspaceId }) => [role, workspaceId])).toEqual([
      ['owner', other.workspaceId.toHexString()],
      ['agent', owner.workspaceId.toHexString()],
    ]);
  });

  test('can be taken back', async () => {
    const client = await clientOf(owner);
    const { token, id } = await client.call(api.inviteAgent, { body: {} });

    await client.call(api.revokeInvite, { params: { inviteId: id } });

    const accept = http
      .client()
      .call(api.acceptInvite, { body: { token, email: 'late@example.com', password: testPassword, name: 'Late' } });
    await expect(accept).rejects.toMatchObject({ code: 'invite.invalid' });
    expect((await client.call(api.listInvites)).items).toEqual([]);
  });
});

describe('the first setup', () => {
  const input = { email: 'first@example.com', password: testPassword, name: 'First', workspaceName: 'First' };

  test('by the API takes the token of the link, once, and signs the owner in', async () => {
    await Agent.deleteMany({});
    const token = new URL((await createSetupLink(hub)) ?? '').searchParams.get('token') ?? '';

    await expect(http.client().call(setUp, { body: { ...input, token: 'guess' } })).rejects.toMatchObject({ code: 'setup.link-invalid' });
    const made = await http.client().call(setUp, { body: { ...input, token } });

    expect(made.widgetKey).toMatch(/^wk_/);
    await expect(http.client().call(setUp, { body: { ...input, token } })).rejects.toMatchObject({ code: 'setup.done' });
  });

  test('by the command line makes another workspace of a known user, by the right password', async () => {
    const again = { ...input, timeZone: 'UTC', language: 'en', email: owner.user.email } as const;

    const { agent } = await setUpWorkspace(hub, again);

    expect(agent).toMatchObject({ role: 'owner', userId: owner.user._id });
    await expect(setUpWorkspace(hub, { ...again, password: 'not the password' })).rejects.toMatchObject({ code: 'login.refused' });
  });
});
