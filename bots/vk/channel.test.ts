import { afterEach, describe, expect, it } from 'vitest';
import { memorySession, testContext } from '../contract/context.fixture.ts';
import { channelContract } from '../contract/suite.ts';
import { sayWhy } from '../contract/reason.ts';
import { startAnsweringServer } from './answering-server.fixture.ts';
import { vk } from './channel.ts';
import { listenTo, messageTo, startTestCommunity } from './community.fixture.ts';
import type { TestCommunity } from './community.fixture.ts';

const anna = 100_000_001;
const message = (cmid: number, fields: object) => ({
  id: cmid,
  date: 1_790_000_000,
  peer_id: anna,
  from_id: anna,
  conversation_message_id: cmid,
  text: '',
  attachments: [],
  fwd_messages: [],
  out: 0,
  random_id: 0,
  ...fields,
});
const event = (type: string, object: object, id = type) => ({ type, object, group_id: 200_000_001, event_id: id, v: '5.199' });
const arrived = (cmid: number, fields: object) => event('message_new', { message: message(cmid, fields), client_info: {} }, `new ${cmid}`);

channelContract('vk', async () => {
  const { group, emulator, anna: customer, connect, connection, stop } = await startTestCommunity();
  const payload = JSON.stringify({ hubbub: '65f0c0ffee65f0c0ffee65f0' });
  return {
    channel: vk,
    connection,
    secrets: [group.token],
    payloads: {
      text: arrived(1, { text: 'Hi' }),
      own: [
        event('message_reply', message(2, { text: 'Ours', out: 1, from_id: -200_000_001, random_id: 7, payload })),
        event('message_reply', message(3, { text: 'A colleague in VK', out: 1, from_id: -200_000_001, admin_author_id: 5 })),
        event('message_edit', message(2, { text: 'Ours', out: 1, from_id: -200_000_001, random_id: 7, payload })),
      ],
      unknownKind: arrived(4, { attachments: [{ type: 'hologram', hologram: {} }] }),
      unknownKindName: 'hologram',
      poisoned: [arrived(5, { text: 'a' }), arrived(6, { attachments: [{ type: 'photo', photo: 7 }] }), arrived(7, { text: 'b' })],
    },
    failures: {
      'a person who never wrote': () => connection.send(messageTo({ id: 404 }, { text: 'x' })),
      'a cut line': () => {
        emulator.faults.add({ kind: 'cut-before', times: 1 });
        return connection.send(messageTo(customer, { text: 'x' }));
      },
      'a server error': () => {
        emulator.faults.add({ kind: '500', times: 1 });
        return connection.setUp();
      },
      'a closed port': () =>
        vk
          .connect(testContext({ settings: { accessToken: group.token }, apiRoot: 'http://127.0.0.1:9' }))
          .send(messageTo(customer, { text: 'x' })),
      'a wrong token': () => connect({ accessToken: 'vk1.a.nobody_knows_this_token' }).setUp(),
      'a file nobody knows': () => connection.fetchFile('vk:1:2:3:doc1_1', new AbortController().signal),
    },
    fileRef: 'vk:1:1:0:doc1_1',
    stop,
  };
});

let stage: TestCommunity;
afterEach(() => stage?.stop());

describe('setting up', () => {
  it('says whose token it is, and turns the events on', async () => {
    stage = await startTestCommunity();
    expect(await stage.connection.setUp()).toEqual({
      account: { externalId: String(stage.group.id), name: 'Shop', username: 'shop', url: 'https://vk.me/shop' },
      health: { state: 'ok' },
    });
    expect(stage.group.isLongPollOn()).toBe(true);
  });

  it("refuses a wrong token with VK's words", async () => {
    stage = await startTestCommunity();
    await expect(stage.connect({ accessToken: 'vk1.a.nobody_knows_this_token' }).setUp()).rejects.toMatchObject({
      reason: 'auth-expired',
      detail: expect.stringContaining('invalid access_token'),
    });
  });

  it('refuses a token that lacks the right to manage, in words', async () => {
    stage = await startTestCommunity();
    await expect(stage.connect({ accessToken: stage.group.addToken(['messages']) }).setUp()).rejects.toMatchObject({
      reason: 'auth-expired',
      detail: expect.stringContaining('scopes'),
    });
  });

  it('tells of a token with which files can not be sent, and refuses one without messages', async () => {
    stage = await startTestCommunity();
    const setUp = (...scopes: string[]) => stage.connect({ accessToken: stage.group.addToken(['manage', ...scopes]) }).setUp();
    expect((await setUp('messages', 'photos')).health).toMatchObject({ state: 'warning', ...sayWhy('vk-no-files', { rights: 'docs' }) });
    await expect(setUp('photos', 'docs')).rejects.toMatchObject({ reason: 'auth-expired', why: sayWhy('vk-no-messages') });
  });

  it('keeps the place from which on nothing is missed, before anybody listens', async () => {
    stage = await startTestCommunity();
    await stage.connection.setUp();
    stage.anna.sendText(stage.group, 'between set-up and listening');
    await stage.connection.setUp();
    const listening = listenTo(stage.connection);
    await expect.poll(listening.texts, { timeout: 10_000 }).toEqual(['between set-up and listening']);
    await listening.stop();
  });
});

describe('listening', () => {
  it('names people, all new ones of a batch by one call', async () => {
    stage = await startTestCommunity();
    await stage.connection.setUp();
    const people = Array.from({ length: 30 }, (_, nth) => stage.emulator.createUser({ firstName: `Person ${nth}`, lastName: '' }));
    for (const person of people) person.sendText(stage.group, `from ${person.firstName}`);
    const listening = listenTo(stage.connection);
    await expect.poll(() => listening.events.length, { timeout: 10_000 }).toBe(30);
    expect(listening.events).toMatchObject(people.map(({ firstName }) => ({ sender: { name: firstName } })));
    expect(stage.emulator.requests.of('users.get')).toHaveLength(1);
    await listening.stop();
  });

  it('hands over again what could not be stored, in order, and keeps the place only then', async () => {
    stage = await startTestCommunity();
    await stage.connection.setUp();
    const before = await stage.session.load();
    let refusals = 2;
    const places: (string | null)[] = [];
    const listening = listenTo(stage.connection, async () => {
      places.push(await stage.session.load());
      if (refusals-- > 0) throw new Error('the database is away');
    });
    stage.anna.sendText(stage.group, 'one');
    stage.anna.sendText(stage.group, 'two');
    await expect.poll(listening.texts, { timeout: 10_000 }).toEqual(['one', 'two']);
    expect(places.slice(0, 3)).toEqual([before, before, before]);
    await listening.stop();
    const after = listenTo(stage.connect());
    stage.anna.sendText(stage.group, 'three');
    await expect.poll(after.texts, { timeout: 10_000 }).toEqual(['three']);
    await after.stop();
  });

  it('goes on in the same place with a new key, and after what the poll server forgot or mixed up', async () => {
    stage = await startTestCommunity();
    await stage.connection.setUp();
    const { anna: customer, group } = stage;
    const listening = listenTo(stage.connection);
    await stage.emulator.waitFor(() => group.longPoll.waiting() > 0);
    const write = async (text: string) => {
      customer.sendText(group, text);
      await expect.poll(() => listening.texts().at(-1), { timeout: 10_000 }).toBe(text);
      await stage.emulator.waitFor(() => group.longPoll.waiting() > 0);
    };

    await write('before');
    group.longPoll.expireKey();
    await write('a new key');
    const askedAnew = async (failed: number) => {
      const asked = stage.emulator.requests.of('groups.getLongPollServer').length;
      group.longPoll.failNext({ failed });
      const isBack = () => stage.emulator.requests.of('groups.getLongPollServer').length > asked && group.longPoll.waiting() > 0;
      await stage.emulator.waitFor(isBack);
    };
    await askedAnew(3);
    await write('a new place');
    await askedAnew(4);
    await write('a wrong version');
    stage.emulator.faults.add({ method: 'lp', kind: '500', times: 1 });
    await write('after a broken server');
    await listening.stop();
    expect(listening.texts()).toEqual(['before', 'a new key', 'a new place', 'a wrong version', 'after a broken server']);

    customer.sendText(group, 'lost at VK');
    group.longPoll.forget();
    customer.sendText(group, 'kept');
    const again = listenTo(stage.connection);
    await expect.poll(again.texts, { timeout: 10_000 }).toEqual(['kept']);
    await again.stop();
  }, 40_000);

  it("does not go on in another community's place", async () => {
    stage = await startTestCommunity({}, null);
    await stage.session.save(JSON.stringify({ groupId: 7, ts: '999999' }));
    await stage.connection.setUp();
    const listening = listenTo(stage.connection);
    stage.anna.sendText(stage.group, 'here');
    await expect.poll(listening.texts, { timeout: 10_000 }).toEqual(['here']);
    await listening.stop();
  });

  it('ends with auth-expired when the token is taken back', async () => {
    stage = await startTestCommunity();
    await stage.connection.setUp();
    const listening = stage.connection.listen?.(async () => {}, new AbortController().signal);
    await stage.emulator.waitFor(() => stage.group.longPoll.waiting() > 0);
    stage.group.revoke(stage.group.token);
    stage.group.longPoll.expireKey();
    await expect(listening).rejects.toMatchObject({ reason: 'auth-expired' });
  });

  it('fetches the rest of a message that came cut short', async () => {
    stage = await startTestCommunity();
    await stage.connection.setUp();
    const listening = listenTo(stage.connection);
    const sent = stage.anna.sendText(stage.group, 'The whole story', { chat: { peerId: stage.anna.id } });
    stage.group.emit('message_new', {
      message: message(sent.cmid, { peer_id: stage.anna.id, from_id: stage.anna.id, text: 'The who', is_cropped: true }),
    });
    await expect.poll(listening.texts, { timeout: 10_000 }).toEqual(['The whole story', 'The whole story']);
    await listening.stop();
  });
});

describe('the Callback API', () => {
  const hookUrl = 'https://hub.example/webhooks/1';
  const request = (body: unknown) => ({
    method: 'POST' as const,
    headers: {},
    query: {},
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });

  it('is set up with a secret, waits until VK has confirmed the address, and is done then', async () => {
    const served: { hub?: (body: string) => Promise<string> } = {};
    const hub = await startAnsweringServer((body) => served.hub?.(body) ?? Promise.resolve('404'));
    stage = await startTestCommunity({ mode: 'callback' }, hookUrl, { resolveUrl: () => hub.url });
    const { connection } = stage;
    expect(connection.listen).toBeUndefined();

    expect((await connection.setUp()).health).toMatchObject({ state: 'connecting', ...sayWhy('vk-not-confirmed', { url: hookUrl }) });
    served.hub = async (body) =>
      (await connection.handshake?.(request(body)))?.body ?? (connection.isAuthentic(request(body)) ? 'ok' : 'no');
    expect((await connection.setUp()).health).toEqual({ state: 'ok' });
    expect(stage.group.servers()).toMatchObject([{ url: hookUrl, status: 'ok', title: 'Hubbub' }]);
    expect((await connection.setUp()).health).toEqual({ state: 'ok' });

    stage.anna.sendText(stage.group, 'by callback');
    const posted = await stage.emulator.waitFor(() => stage.emulator.callback.posts.find(({ body }) => body.includes('by callback')));
    await expect.poll(() => posted.answer).toBe('ok');
    await stage.connect({ mode: 'polling' }).setUp();
    expect(stage.group.servers()).toEqual([]);
    await hub.stop();
  });

  it('answers the question for the string only to who knows the secret, and takes no event without it', async () => {
    stage = await startTestCommunity({ mode: 'callback', secret: 'a_secret' }, hookUrl);
    const { connection, group } = stage;
    const ask = async (fields: object) => connection.handshake?.(request({ type: 'confirmation', group_id: group.id, ...fields }));
    const answer = await ask({ secret: 'a_secret' });
    expect(answer).toMatchObject({ status: 200, contentType: 'text/plain', body: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect([await ask({}), await ask({ secret: 'guess' })]).toEqual([null, null]);
    const authentic = (body: unknown) => connection.isAuthentic(request(body));
    expect([authentic({ ...arrived(1, {}), secret: 'a_secret' }), authentic({ ...arrived(1, {}), secret: 'a_secreT' })]).toEqual([
      true,
      false,
    ]);
    expect(['', '{', '[]', 'null', '{"secret":7}'].map(authentic)).toEqual([false, false, false, false, false]);
    expect(connection.accepted).toEqual({ status: 200, contentType: 'text/plain', body: 'ok' });
    stage.emulator.faults.add({ kind: '500' });
    expect(await ask({ secret: 'a_secret' })).toMatchObject({ status: 503 });
  });

  it('entered by hand needs no right to manage: the string is the given one', async () => {
    stage = await startTestCommunity({ mode: 'callback', secret: 's', confirmation: 'abc123' }, hookUrl);
    const connection = stage.connect({ accessToken: stage.group.addToken(['messages', 'photos', 'docs']) });
    expect((await connection.setUp()).health).toEqual({ state: 'ok' });
    const answer = await connection.handshake?.(request({ type: 'confirmation', group_id: stage.group.id, secret: 's' }));
    expect(answer?.body).toBe('abc123');
  });

  it('needs an address', async () => {
    stage = await startTestCommunity({ mode: 'callback' });
    await expect(stage.connection.setUp()).rejects.toMatchObject({ reason: 'invalid-content' });
  });

  it('gives an event the same time whichever way and however often it comes', async () => {
    let clock = 1;
    stage = await startTestCommunity();
    const connection = stage.connect({}, { now: () => new Date((clock += 1000)), session: memorySession() });
    const read = event('message_read', { from_id: anna, peer_id: anna, conversation_message_id: 3 }, 'read 1');
    expect(connection.parse([read])).toEqual(connection.parse({ ...read, secret: 'x' }));
    expect(connection.parse(read)).not.toEqual(connection.parse({ ...read, event_id: 'read 2' }));
  });
});
