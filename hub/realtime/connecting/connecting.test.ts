import { io } from 'socket.io-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ObjectId } from '../../core/ids.ts';
import { buildAgent, buildToken, signIn } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectAs, openWindow, refusalOf } from '../connect.fixture.ts';

const hub = useHub();

describe('a connection', () => {
  test('is for a seat with a session, or for a token of the workspace', async () => {
    const agent = await hub().addAgent({ role: 'agent' });
    const workspaceId = hub().workspaceId.toHexString();

    expect((await openWindow(hub(), agent)).raw.connected).toBe(true);
    expect((await connectAs(hub().url, { workspaceId, token: hub().token })).raw.connected).toBe(true);
  });

  test('is refused with the code that REST would answer', async () => {
    const agent = await hub().addAgent();
    const stranger = await buildAgent(hub().hub);
    const workspaceId = hub().workspaceId.toHexString();
    const { cookie } = await signIn(hub().hub, agent.user._id);
    const strangers = await signIn(hub().hub, stranger.user._id);
    const weak = await buildToken(hub().hub, hub().workspaceId, ['contact.view']);
    const codeOf = async (way: Parameters<typeof refusalOf>[1]) => {
      const refusal = await refusalOf(hub().url, way);
      return typeof refusal === 'string' ? refusal : refusal.code;
    };

    expect(await codeOf({ workspaceId })).toBe('session.missing');
    expect(await codeOf({ workspaceId, cookie: 'hub_session=none' })).toBe('session.expired');
    expect(await codeOf({ workspaceId, ...strangers })).toBe('workspace.unknown');
    expect(await codeOf({ workspaceId: new ObjectId().toHexString(), cookie })).toBe('workspace.unknown');
    expect(await codeOf({ workspaceId, token: 'hub_none' })).toBe('token.invalid');
    expect(await codeOf({ workspaceId: stranger.workspaceId.toHexString(), token: hub().token })).toBe('workspace.unknown');
    expect(await codeOf({ workspaceId, token: weak })).toBe('permission.missing');
  });

  test.each([
    ['an operator for the workspace', { workspaceId: { $ne: null } }],
    ['an operator for the token', { token: { $gt: '' } }],
    ['a list', { workspaceId: ['a', 'b'] }],
    ['nothing', undefined],
    ['something more', { $where: '1' }],
  ])('with %s is refused as unreadable', async (_what, auth) => {
    const agent = await hub().addAgent();
    const { cookie } = await signIn(hub().hub, agent.user._id);
    const whole = auth && { workspaceId: hub().workspaceId.toHexString(), ...auth };
    const raw = io(`${hub().url}/agent`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie },
      ...(whole && { auth: whole }),
    });
    onTestFinished(() => void raw.disconnect());

    const refused = await new Promise<Error & { data?: { code: string } }>((resolve) => raw.on('connect_error', resolve));

    expect(refused.data?.code).toBe('request.invalid');
  });

  test('from the page of another site is refused before anything else, by websocket and by polling', async () => {
    const agent = await hub().addAgent();
    const { cookie } = await signIn(hub().hub, agent.user._id);
    const polling = (origin: string) =>
      fetch(`${hub().url}/socket.io/?EIO=4&transport=polling`, { headers: { cookie, origin } }).then(({ status }) => status);

    expect(await refusalOf(hub().url, { workspaceId: hub().workspaceId.toHexString(), cookie, origin: 'https://evil.example' })).toBe(
      'websocket error',
    );
    expect([await polling('https://evil.example'), await polling('null'), await polling(hub().url)]).toEqual([403, 403, 200]);
    expect((await openWindow(hub(), agent, { origin: hub().url })).raw.connected).toBe(true);
  });

  test('to the namespace that is there by default serves nobody', async () => {
    const raw = io(hub().url, { transports: ['websocket'], forceNew: true, reconnection: false });
    onTestFinished(() => void raw.disconnect());

    expect((await new Promise<Error>((resolve) => raw.on('connect_error', resolve))).message).toBe('route.unknown');
  });
});
