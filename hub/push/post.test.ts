import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { getPushKey, testPush } from '../api/team/push.ts';
import { getPushKeys } from '../domain/push/keys.ts';
import { useDatabase } from '../test/database.ts';
import { readVapid } from '../test/push/service.ts';
import { createTestHub } from '../test/start-http.ts';
import { postPush, type OutgoingPush } from './post.ts';
import { startPushWorld, type PushedAgent, type PushWorld } from './push.fixture.ts';

useDatabase();

let world: PushWorld;
let ann: PushedAgent;
let bob: PushedAgent;

beforeEach(async () => {
  world = await startPushWorld();
  ({ ann, bob } = world);
});

describe('what goes over the wire', () => {
  test('is signed with the key that the hub tells browsers, for this push service, and kept there for an hour', async () => {
    const browser = await ann.addBrowser();
    const { publicKey } = await ann.client.call(getPushKey);

    await ann.client.call(testPush);
    await world.settled();

    const [push] = browser.pushes();
    const vapid = readVapid(push!);
    expect(vapid.publicKey).toBe(publicKey);
    expect(vapid.claims.aud).toBe(world.service.origin);
    expect(vapid.claims.sub).toMatch(/^mailto:/);
    expect(vapid.claims.exp).toBeGreaterThan(Date.now() / 1000);
    expect(vapid.claims.exp).toBeLessThanOrEqual(Date.now() / 1000 + 86_400);
    expect(push!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '3600', urgency: 'high', topic: 'test' });
  });

  test('names the public address as the sender where there is one', async () => {
    const browser = await ann.addBrowser();
    world.hub.baseUrl = () => 'https://hub.example.com';
    onTestFinished(() => void (world.hub.baseUrl = () => 'http://hub.test'));

    await ann.client.call(testPush);
    await world.settled();

    expect(readVapid(browser.pushes()[0]!).claims.sub).toBe('https://hub.example.com');
  });

  test('stays under 3 KB with the longest names and texts, and replaces the waiting one of its kind', async () => {
    const browser = await ann.addBrowser();
    const conversation = await world.open('👩‍👩‍👧‍👦'.repeat(100));
    await world.settled();
    await world.assign(ann, conversation, ann);

    await world.write(conversation, '💥'.repeat(2000));
    await world.settled();

    const [push] = browser.pushes();
    expect(push!.body.length).toBeLessThan(3000);
    expect([...browser.shown()[0]!.body]).toHaveLength(140);
    expect(push!.headers.topic).toBe(`${conversation._id.toHexString()}-reply`);
  });

  test('is readable for that browser only', async () => {
    const [browser, other] = [await ann.addBrowser(), await bob.addBrowser()];

    await ann.client.call(testPush);
    await world.settled();

    expect(browser.shown()).toMatchObject([{ kind: 'test', title: 'Notifications work', tag: 'test', conversationId: null }]);
    expect(() => other.open(browser.pushes()[0]!.body)).toThrow();
  });

  test('never goes to a private address unless the hub is told to allow it, wherever the name led before', async () => {
    const browser = await ann.addBrowser();
    const strict = createTestHub({ now: world.now });
    const host = new URL(browser.endpoint).host;

    const outcomes = [browser.endpoint, `http://localhost:${new URL(browser.endpoint).port}/send`, `http://[::ffff:127.0.0.1]/`].map(
      async (endpoint) => postPush(strict, { endpoint, p256dh: browser.keys.p256dh, auth: browser.keys.auth }, await anyPush(ann)),
    );

    expect(host).toContain('127.0.0.1');
    expect((await Promise.all(outcomes)).map(({ state }) => state)).toEqual(['refused', 'refused', 'refused']);
    expect(world.service.pushes).toEqual([]);
  });
});

async function anyPush(agent: PushedAgent): Promise<OutgoingPush> {
  const at = world.now().toISOString();
  const shown = { title: 'a', body: 'b', tag: 'c', renotify: true, silent: false, url: '/', at };
  const payload = { v: 1, kind: 'test', conversationId: null, workspaceId: agent.workspaceId.toHexString(), ...shown } as const;
  return { payload, ttlSeconds: 60, keys: await getPushKeys(world.hub) };
}
