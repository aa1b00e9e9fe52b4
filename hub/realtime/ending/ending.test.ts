import { describe, expect, test } from 'vitest';
import { createClient } from '../../api/client.ts';
import { revokeAccessToken } from '../../api/team/access-tokens.ts';
import { deactivateAgent, setDuty, updateAgent, updateOwnAgent } from '../../api/team/agents.ts';
import { logOut } from '../../api/team/sessions.ts';
import { AccessToken } from '../../domain/access-token/model.ts';
import { Agent } from '../../domain/agent/model.ts';
import { Session } from '../../domain/user/model.ts';
import { buildToken, signIn, type BuiltAgent } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectAs, openWindow, type TestSocket } from '../connect.fixture.ts';
import { startTalk } from '../talk.fixture.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });
const limitMs = 2_000;

/** What a socket hears as it ends, and how long after the cause that is. */
async function endingOf(window: TestSocket, cause: () => Promise<unknown>) {
  await cause();
  const began = performance.now();
  const { reason } = await window.hear('session.ended');
  await window.ended;
  return { reason, isInTime: performance.now() - began < limitMs };
}

async function clientOf({ user, workspaceId }: BuiltAgent) {
  const headers = await signIn(hub().hub, user._id);
  return { headers, client: createClient({ baseUrl: hub().url, workspaceId: workspaceId.toHexString(), headers }) };
}

describe('a socket ends within two seconds, and is told why, when', () => {
  test('its session ends, while the same seat goes on in other sessions', async () => {
    const seat = await hub().addAgent();
    const { headers, client } = await clientOf(seat);
    const window = await openWindow(hub(), seat, headers);
    const other = await openWindow(hub(), seat);

    expect(await endingOf(window, () => client.call(logOut))).toEqual({ reason: 'session-ended', isInTime: true });
    expect(other.raw.connected).toBe(true);
  });

  test('another process ends its session', async () => {
    const seat = await hub().addAgent();
    const window = await openWindow(hub(), seat);

    expect(await endingOf(window, () => Session.deleteMany({ userId: seat.user._id }))).toEqual({
      reason: 'session-ended',
      isInTime: true,
    });
  });

  test('its session runs out', async () => {
    const seat = await hub().addAgent();
    const window = await openWindow(hub(), seat);

    expect(await endingOf(window, () => Session.updateMany({ userId: seat.user._id }, { $set: { expiresAt: new Date() } }))).toEqual({
      reason: 'session-ended',
      isInTime: true,
    });
  });

  test('its seat is closed', async () => {
    const seat = await hub().addAgent({ role: 'agent' });
    const window = await openWindow(hub(), seat);
    const close = () => hub().client.call(deactivateAgent, { params: { agentId: seat.agent._id.toHexString() }, body: {} });

    const { reason, isInTime } = await endingOf(window, close);

    expect(['seat-closed', 'session-ended']).toContain(reason);
    expect(isInTime).toBe(true);
  });

  test.each([
    ['permissions', { overrides: { added: [], removed: ['conversation.reply' as const] } }],
    ['scope', { conversationScope: 'own' as const }],
    ['role', { role: 'admin' as const }],
  ])('its %s change', async (_what, change) => {
    const seat = await hub().addAgent({ role: 'agent' });
    const window = await openWindow(hub(), seat);
    const update = () => hub().client.call(updateAgent, { params: { agentId: seat.agent._id.toHexString() }, body: change });

    const { reason, isInTime } = await endingOf(window, update);

    expect(['seat-changed', 'session-ended']).toContain(reason);
    expect(isInTime).toBe(true);
  });

  test('another process changes what its seat may do', async () => {
    const seat = await hub().addAgent({ role: 'agent' });
    const window = await openWindow(hub(), seat);

    expect(await endingOf(window, () => Agent.updateOne({ _id: seat.agent._id }, { $set: { conversationScope: 'own' } }))).toEqual({
      reason: 'seat-changed',
      isInTime: true,
    });
  });

  test('its token is revoked', async () => {
    const token = await buildToken(hub().hub, hub().workspaceId, ['conversation.view']);
    const window = await connectAs(hub().url, { workspaceId: hub().workspaceId.toHexString(), token });
    const { _id } = await AccessToken.findOne({ workspaceId: hub().workspaceId }).sort({ createdAt: -1, _id: -1 }).orFail();
    const revoke = () => hub().client.call(revokeAccessToken, { params: { accessTokenId: _id.toHexString() } });

    expect(await endingOf(window, revoke)).toEqual({ reason: 'token-revoked', isInTime: true });
  });
});

test('a new name or another duty ends nothing, and colleagues read the new name from then on', async () => {
  const { conversation } = await startTalk(hub());
  const [seat, colleague] = [await hub().addAgent(), await hub().addAgent()];
  const { client } = await clientOf(seat);
  const [window, other] = [await openWindow(hub(), seat), await openWindow(hub(), colleague)];
  const input = { conversationId: conversation.id, after: conversation.seq };
  for (const each of [window, other]) await each.ask('conversation.watch', input);

  await client.call(setDuty, { body: { onDuty: false } });
  await client.call(updateOwnAgent, { body: { displayName: 'Renamed' } });
  await window.ask('typing', { conversationId: conversation.id, mode: 'note' });

  await other.hear('typing', ({ by }) => by.name === 'Renamed');
  expect(window.heard('session.ended')).toEqual([]);
  expect(window.raw.connected).toBe(true);
});
