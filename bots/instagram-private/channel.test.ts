import { afterEach, describe, expect, it } from 'vitest';
import { testContext } from '../contract/context.fixture.ts';
import { channelContract } from '../contract/suite.ts';
import { sayWhy } from '../contract/reason.ts';
import { attachment, messageTo, password, startTestAccount } from './account.fixture.ts';
import type { TestAccount } from './account.fixture.ts';
import { instagramPrivate } from './channel.ts';

const patience = { timeout: 20_000 };
const viewer = '1948000001';
const chat = { id: '340282366841710300949128000000000007', people: [{ pk: '77', username: 'ann.lee', full_name: 'Ann Lee' }] };
const item = (id: string, fields: object) => ({
  kind: 'item',
  viewer,
  chat,
  item: { item_id: id, user_id: 77, timestamp: '1630317967296799', item_type: 'text', ...fields },
});

channelContract('instagram-private', async () => {
  const stage = await startTestAccount();
  const greeting = stage.ann.text('before');
  const listener = stage.listen();
  await expect.poll(() => listener.health()?.state, patience).toBe('ok');
  const { connection } = listener;
  const { threadId } = greeting;
  return {
    channel: instagramPrivate,
    connection,
    secrets: [password],
    payloads: {
      text: [item('1', { text: 'Hi' })],
      own: [[item('2', { text: 'Ours', user_id: Number(viewer) })]],
      unknownKind: [item('3', { item_type: 'hologram' })],
      unknownKindName: 'hologram',
      poisoned: [item('4', { text: 'a' }), item('5', { timestamp: 'yesterday' }), item('6', { text: 'b' })],
    },
    failures: {
      'a chat nobody knows': () => connection.send(messageTo('404', { text: 'x' })),
      'a cut line': () => {
        stage.emulator.faults.add({ kind: 'cut-before', path: '/api/v1/direct_v2/threads/broadcast', times: 1 });
        return connection.send(messageTo(threadId, { text: 'x' }));
      },
      'a server error': () => {
        stage.emulator.faults.add({ kind: '500', path: '/api/v1/direct_v2/threads/broadcast', times: 1 });
        return connection.send(messageTo(threadId, { text: 'x' }));
      },
      'an account that is not signed in': () => stage.connect().connection.send(messageTo(threadId, { text: 'x' })),
      'a picture that is none': () => connection.send(messageTo(threadId, { attachments: [attachment({ bytes: Buffer.from('text') })] })),
      'a code nobody asked for': async () => connection.answerSignIn?.('123456'),
      'a file nobody knows': () => connection.fetchFile('nothing', new AbortController().signal),
    },
    fileRef: JSON.stringify({ p: '77', u: `${stage.emulator.url}/cdn/x` }),
    stop: () => stage.stop(),
  };
});

let stage: TestAccount;
afterEach(() => stage?.stop());

describe('setting up', () => {
  it('asks Instagram nothing: it tells what the listening process left', async () => {
    stage = await startTestAccount();
    const { connection } = stage.connect();
    expect(await connection.setUp()).toEqual({ account: null, health: { state: 'connecting', ...sayWhy('instagram-signing-in') } });
    const listener = stage.listen();
    await expect.poll(() => listener.health()?.state, patience).toBe('ok');
    const before = stage.emulator.callsTo('/api/v1/accounts').length;
    expect(await connection.setUp()).toEqual({
      account: { externalId: stage.account.id, name: 'The Shop', username: 'shop', url: 'https://www.instagram.com/shop/' },
      health: { state: 'ok' },
    });
    expect(stage.emulator.callsTo('/api/v1/accounts')).toHaveLength(before);
    expect(listener.reports.at(-1)?.account).toMatchObject({ username: 'shop' });
  });

  it('is unofficial, and its password, session and proxy are secrets', () => {
    expect(instagramPrivate).toMatchObject({ isUnofficial: true, secretSettings: ['password', 'session', 'proxy'] });
    expect(() => instagramPrivate.connect(testContext({ settings: { username: 'shop' }, apiRoot: '' }))).toThrow(/password/i);
  });
});
