import { beforeEach, describe, expect, test } from 'vitest';
import { getPushKey, listPushSubscriptions, subscribeToPush, testPush, unsubscribeFromPush } from '../../api/team/push.ts';
import { ObjectId } from '../../core/ids.ts';
import { createSecretBox } from '../../core/secrets.ts';
import { useDatabase } from '../../test/database.ts';
import { buildAgent, buildToken, signIn, type BuiltAgent } from '../../test/factories.ts';
import { createPushBrowser } from '../../test/push/browser.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../test/start-http.ts';
import { Agent } from '../agent/model.ts';
import { Session } from '../user/model.ts';
import { describeDevice } from './device.ts';
import { getPushKeys } from './keys.ts';
import { PushKeys, PushSend, PushSubscription } from './model.ts';
import { removeOrphans } from './tidy.ts';

useDatabase();

let now = new Date();
const hub = createTestHub({ now: () => now });
const { keys } = createPushBrowser();
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
let http: TestHttp;
let ann: BuiltAgent;

beforeEach(async () => {
  now = new Date();
  http = await startHttp(hub, { routes: testRoutes(hub) });
  ann = await buildAgent(hub, { role: 'agent' });
});

async function clientOf({ user, workspaceId }: BuiltAgent) {
  return http.client({ headers: await signIn(hub, user._id), workspaceId: workspaceId.toHexString() });
}

const at = (path: string) => ({ endpoint: `https://push.example.com/${path}`, keys, userAgent: firefox });

describe("the hub's keys", () => {
  test('are the same for all hubs that ask at once, and kept sealed', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => getPushKeys(hub)));

    expect(new Set(all.map(({ privateKey }) => privateKey)).size).toBe(1);
    expect(Buffer.from(all[0]!.publicKey, 'base64url')).toHaveLength(65);
    expect((await (await clientOf(ann)).call(getPushKey)).publicKey).toBe(all[0]!.publicKey);
    expect(JSON.stringify(await PushKeys.find().lean())).not.toContain(all[0]!.privateKey);
    const stranger = { ...hub, secrets: createSecretBox(['another secret that is long enough to be one']) };
    await expect(getPushKeys(stranger)).rejects.toThrow('HUB_SECRET');
  });
});

describe('a subscription', () => {
  test('is listed to its agent with its device, never with its endpoint, and can be removed', async () => {
    const client = await clientOf(ann);

    const made = await client.call(subscribeToPush, { body: at('1') });
    const other = await (await clientOf(ann)).call(listPushSubscriptions);

    expect(made).toMatchObject({ device: { browser: 'Firefox', system: 'Linux' }, isCurrent: true, lastUsedAt: null, problem: null });
    expect(other.items).toEqual([{ ...made, isCurrent: false }]);
    expect(JSON.stringify(other)).not.toContain('push.example.com');
    await client.call(unsubscribeFromPush, { params: { pushSubscriptionId: made.id } });
    expect((await client.call(listPushSubscriptions)).items).toEqual([]);
  });

  test('made again by the same browser stays one, with the new session and keys', async () => {
    const [before, after] = [await clientOf(ann), await clientOf(ann)];
    const renewed = createPushBrowser().keys;

    const first = await before.call(subscribeToPush, { body: at('1') });
    const second = await after.call(subscribeToPush, { body: { ...at('1'), keys: renewed } });

    expect(second).toMatchObject({ id: first.id, isCurrent: true });
    expect(await PushSubscription.find().lean()).toMatchObject([renewed]);
    expect((await before.call(listPushSubscriptions)).items).toMatchObject([{ isCurrent: false }]);
  });

  test('raced for is made once', async () => {
    const client = await clientOf(ann);

    const made = await Promise.all(Array.from({ length: 5 }, () => client.call(subscribeToPush, { body: at('1') })));

    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await PushSubscription.countDocuments()).toBe(1);
  });

  test("of a browser on which another person signs in is that person's, while one person's two workspaces both have it", async () => {
    const elsewhere = await buildAgent(hub, { user: ann.user });
    await (await clientOf(ann)).call(subscribeToPush, { body: at('1') });
    await (await clientOf(elsewhere)).call(subscribeToPush, { body: at('1') });
    expect(await PushSubscription.countDocuments()).toBe(2);

    const bob = await buildAgent(hub, { workspaceId: ann.workspaceId });
    await (await clientOf(bob)).call(subscribeToPush, { body: at('1') });

    expect((await PushSubscription.find().lean()).map(({ agentId }) => agentId)).toEqual([bob.agent._id]);
  });

  test('beyond twenty takes the place of the oldest', async () => {
    const client = await clientOf(ann);
    for (let count = 1; count <= 22; count += 1) {
      now = new Date(now.getTime() + 1000);
      await client.call(subscribeToPush, { body: at(String(count)) });
    }

    const endpoints = (await PushSubscription.find().sort({ createdAt: 1 }).lean()).map(({ endpoint }) => endpoint);
    expect(endpoints).toHaveLength(20);
    expect(endpoints[0]).toBe(at('3').endpoint);
  });

  test.each([
    'http://push.example.com/1',
    'http://127.0.0.1/1',
    'https://127.0.0.1/1',
    'https://0x7f.1/1',
    'https://10.1.2.3/1',
    'https://169.254.169.254/latest',
    'https://[::1]/1',
    'https://[::ffff:10.0.0.1]/1',
    'https://localhost/1',
    'https://metadata.google.internal/1',
    'https://intranet/1',
    'https://user:password@push.example.com/1',
    'ftp://push.example.com/1',
    'javascript:alert(1)',
  ])('at %s is refused', async (endpoint) => {
    const making = (await clientOf(ann)).call(subscribeToPush, { body: { endpoint, keys } });

    await expect(making).rejects.toMatchObject({ status: 422, code: 'push-subscription.endpoint-refused' });
    expect(await PushSubscription.countDocuments()).toBe(0);
  });

  test.each([
    ['off the curve', { ...keys, p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url') }],
    ['too short', { ...keys, p256dh: 'BAAA' }],
    ['with a short secret', { ...keys, auth: 'AAAA' }],
  ])('with keys %s is refused', async (_what, wrong) => {
    const making = (await clientOf(ann)).call(subscribeToPush, { body: { ...at('1'), keys: wrong } });

    await expect(making).rejects.toMatchObject({ status: 422, code: 'push-subscription.keys-invalid' });
  });

  test('is nothing for a token, and a colleague can not remove it', async () => {
    const machine = http.client({ token: await buildToken(hub, ann.workspaceId) });
    const bob = await buildAgent(hub, { workspaceId: ann.workspaceId });
    const made = await (await clientOf(ann)).call(subscribeToPush, { body: at('1') });

    await expect(machine.call(subscribeToPush, { body: at('2') })).rejects.toMatchObject({ code: 'agent.unknown' });
    const removing = (await clientOf(bob)).call(unsubscribeFromPush, { params: { pushSubscriptionId: made.id } });
    await expect(removing).rejects.toMatchObject({ status: 404, code: 'push-subscription.unknown' });
    expect(await PushSubscription.countDocuments()).toBe(1);
  });

  test('goes with its session and with its seat', async () => {
    const [bob, eve] = [await buildAgent(hub, { workspaceId: ann.workspaceId }), await buildAgent(hub, { workspaceId: ann.workspaceId })];
    for (const agent of [ann, bob, eve]) await (await clientOf(agent)).call(subscribeToPush, { body: at(agent.agent._id.toHexString()) });
    await removeOrphans(hub);
    expect(await PushSubscription.countDocuments()).toBe(3);

    await Session.deleteMany({ userId: ann.user._id });
    await Agent.updateOne({ _id: bob.agent._id }, { $set: { isActive: false } });
    await removeOrphans(hub);

    expect((await PushSubscription.find().lean()).map(({ agentId }) => agentId)).toEqual([eve.agent._id]);
  });
});

test('a test counts the browsers it goes to, and is nothing without one', async () => {
  const client = await clientOf(ann);
  expect(await client.call(testPush)).toEqual({ devices: 0 });
  await client.call(subscribeToPush, { body: at('1') });
  await client.call(subscribeToPush, { body: at('2') });

  expect(await client.call(testPush)).toEqual({ devices: 2 });
  expect(await PushSend.find().lean()).toMatchObject([{ kind: 'test', agentId: new ObjectId(ann.agent._id) }]);
});

test.each([
  [firefox, 'Firefox', 'Linux'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', 'Chrome', 'Windows'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge',
    'Windows',
  ],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome', 'Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  ['curl/8.0', null, null],
  ['', null, null],
])('%s is %s on %s', (userAgent, browser, system) => {
  expect(describeDevice(userAgent)).toEqual({ browser, system });
});
