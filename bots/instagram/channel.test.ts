import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { testContext } from '../contract/context.fixture.ts';
import { channelContract } from '../contract/suite.ts';
import { sayWhy } from '../contract/reason.ts';
import { messageTo, startTestAccount, webhook, ids } from './account.fixture.ts';
import type { TestAccount } from './account.fixture.ts';
import { instagram } from './channel.ts';

channelContract('instagram', async () => {
  const { shop, ann, emulator, connect, settings, stop } = await startTestAccount();
  const connection = connect({ accountId: ids.shop });
  const message = (mid: string, fields: object) => ({ message: { mid, ...fields } });
  return {
    channel: instagram,
    connection,
    secrets: [shop.token, shop.appSecret, shop.verifyToken],
    payloads: {
      text: webhook(message('m1', { text: 'Hi' })),
      own: [
        webhook({ sender: { id: ids.shop }, recipient: { id: ids.ann }, ...message('m2', { text: 'Ours', is_echo: true, app_id: 1 }) }),
        webhook({ sender: { id: ids.shop }, recipient: { id: ids.ann }, ...message('m3', { text: 'Ours' }) }),
      ],
      unknownKind: webhook(message('m4', { attachments: [{ type: 'hologram', payload: {} }] })),
      unknownKindName: 'hologram',
      poisoned: webhook(message('m5', { text: 'a' }), message('m6', { text: 7 }), message('m7', { text: 'b' })),
    },
    failures: {
      'somebody nobody knows': () => connection.send(messageTo({ id: '404' }, { text: 'x' })),
      'a cut line': () => {
        emulator.faults.add({ kind: 'cut-before', times: 1 });
        return connection.send(messageTo(ann, { text: 'x' }));
      },
      'a server error': () => {
        emulator.faults.add({ kind: '500', times: 1 });
        return connection.setUp();
      },
      'a closed port': () =>
        instagram.connect(testContext({ settings, apiRoot: 'http://127.0.0.1:9' })).send(messageTo(ann, { text: 'x' })),
      'a wrong token': () => connect({ accessToken: 'wrong' }).setUp(),
      'a file nobody knows': () => connection.fetchFile(`${emulator.url}/ig_messaging_cdn/?asset_id=none`, new AbortController().signal),
      'an address of nothing': () => connection.fetchFile('nothing', new AbortController().signal),
    },
    fileRef: 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1',
    stop,
  };
});

let stage: TestAccount;
afterEach(() => stage?.stop());

describe('setting up', () => {
  it.each(['instagram', 'facebook'] as const)(
    'under a login by %s says whose token it is, and subscribes to what customers do',
    async (login) => {
      stage = await startTestAccount(login);
      const found = await stage.connection.setUp();
      expect(found).toEqual({
        account: {
          externalId: stage.shop.id,
          name: 'The Shop',
          username: 'shop',
          url: 'https://ig.me/m/shop',
        },
        health: { state: 'ok', ...(login === 'instagram' && { credentialsExpireAt: expect.any(Date) }) },
      });
      expect(stage.emulator.requests.of('subscribed_apps').map(({ status }) => status)).toEqual([200]);
    },
  );

  it('refuses a token of another account, and says which one it is of', async () => {
    stage = await startTestAccount();
    const refused = stage.connect({ accountId: stage.shop.appScopedId }).setUp();
    await expect(refused).rejects.toMatchObject({
      reason: 'invalid-content',
      detail: `This token is of @shop, whose account ID is ${stage.shop.id}`,
    });
  });

  it("refuses a wrong token with Instagram's words", async () => {
    stage = await startTestAccount();
    await expect(stage.connect({ accessToken: 'IGAAnobody' }).setUp()).rejects.toMatchObject({
      reason: 'auth-expired',
      detail: expect.stringContaining('Invalid OAuth access token'),
    });
  });

  it('warns where Instagram could not reach the webhook', async () => {
    stage = await startTestAccount();
    for (const address of [null, 'http://127.0.0.1:3000/webhooks/1']) {
      expect(await stage.connect({}, address).setUp()).toMatchObject({
        health: { state: 'warning', ...sayWhy('instagram-needs-address') },
      });
    }
  });

  it('shows a token to nobody on the way', async () => {
    stage = await startTestAccount();
    await stage.connection.setUp();
    await stage.connection.fetchProfile?.({ externalId: stage.ann.id, name: 'x' });
    expect(stage.emulator.requests.entries.filter(({ hasTokenInAddress }) => hasTokenInAddress)).toEqual([]);
  });
});

describe('a webhook request', () => {
  const body = Buffer.from('{"object":"instagram"}');
  const post = (secret: string) => ({
    method: 'POST' as const,
    query: {},
    body,
    headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` },
  });

  it('is authentic when any of the app secrets signed it', async () => {
    stage = await startTestAccount();
    const both = stage.connect({ appSecret: 'meta-secret, instagram-secret' });
    expect(['meta-secret', 'instagram-secret', 'other', stage.shop.appSecret].map((secret) => both.isAuthentic(post(secret)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(stage.connection.isAuthentic(post(stage.shop.appSecret))).toBe(true);
  });

  it('with the handshake gets its challenge back', async () => {
    stage = await startTestAccount();
    const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': stage.shop.verifyToken };
    const ask = (fields: object) =>
      stage.connection.handshake?.({ method: 'GET', headers: {}, body: Buffer.alloc(0), query: { ...query, ...fields } });
    expect(await ask({})).toMatchObject({ status: 200, body: '1158201444' });
    expect(await ask({ 'hub.verify_token': 'wrong' })).toMatchObject({ status: 403 });
  });
});

describe('who a customer is', () => {
  it('is told once they wrote, with a picture that can be fetched', async () => {
    stage = await startTestAccount();
    const picture = { bytes: Buffer.from('face'), mime: 'image/jpeg' };
    const bob = stage.emulator.createPerson({ name: '', username: 'bob', picture });
    const ask = () => stage.connection.fetchProfile?.({ externalId: bob.id, name: 'x' });
    await expect(ask()).rejects.toMatchObject({ reason: 'auth-expired' });
    bob.sendText(stage.shop, 'hello');
    const profile = await ask();
    expect(profile).toMatchObject({ name: 'bob', username: 'bob' });
    const file = await stage.connection.fetchFile(profile?.avatarRef ?? '', new AbortController().signal);
    expect(Buffer.concat(await file.stream.toArray()).toString()).toBe('face');
    expect(stage.emulator.requests.of('cdn')).toMatchObject([{ hasToken: false }]);
  });
});
