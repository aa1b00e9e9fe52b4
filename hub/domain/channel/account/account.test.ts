import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  addChannel,
  answerSignIn,
  getChannel,
  listProviders,
  listTemplates,
  signOut,
  testChannel,
} from '../../../api/customers/channels.ts';
import { listConversations } from '../../../api/customers/conversations.ts';
import { listMessages, sendMessage, type NewMessage } from '../../../api/customers/messages.ts';
import { createClient } from '../../../api/client.ts';
import { createHub } from '../../../create-hub.ts';
import { systemActor } from '../../../core/actor.ts';
import { ObjectId } from '../../../core/ids.ts';
import { loadSecrets } from '../../../core/load-secrets.ts';
import { startSender, type Sender } from '../../../outbound/sender.ts';
import { buildToken } from '../../../test/factories.ts';
import { useHub } from '../../../test/start-hub.ts';
import { Contact } from '../../contact/model.ts';
import { sendMessage as sendFrom } from '../../conversation/sending/send-message.ts';
import { Conversation } from '../../conversation/model.ts';
import { Channel } from '../model.ts';
import { openSettings } from '../settings.ts';
import { createPhoneChannel, createPhoneNetwork, rightCode } from './phone.fixture.ts';
import { renewDueCredentials } from './renew.ts';
import { answerSignIn as answerFrom } from './sign-in.ts';

const network = createPhoneNetwork();
const hub = useHub({}, { moreProviders: [createPhoneChannel(network, 'first')] });
const patience = { timeout: 40_000, interval: 50 };
let channelId = '';
let other: ReturnType<typeof createHub>;
let otherSender: Sender;

const channel = () => hub().client.call(getChannel, { params: { channelId } });
const answer = (code: string) => hub().client.call(answerSignIn, { params: { channelId }, body: { code } });
const conversation = async () => (await hub().client.call(listConversations, { query: { channel: channelId } })).items[0]!;
const say = async (body: Partial<NewMessage>) =>
  hub().client.call(sendMessage, { params: { conversationId: (await conversation()).id }, body: { kind: 'text', ...body } });
const sentTexts = () => network.sent.map(({ by, message }) => `${by}: ${message.text}`);
const isListened = () => vi.waitFor(() => expect(network.lines.has(channelId)).toBe(true), patience);

beforeAll(async () => {
  channelId = (await hub().client.call(addChannel, { body: { provider: 'phone', settings: { token: 'a' } } })).id;
  // A second process of the same hub, as far as the accounts are concerned.
  const { config, log } = hub().hub;
  const secrets = await loadSecrets(config);
  other = createHub({ config, log, secrets, moreProviders: [createPhoneChannel(network, 'second')], baseUrl: hub().hub.baseUrl });
  otherSender = startSender(other);
}, 60_000);
afterAll(async () => {
  await otherSender.stop();
  await other.channels.closeAll();
});

test('an account waits for a code, says so only to who may give it, and is well once it got the right one', async () => {
  await vi.waitFor(
    async () =>
      expect((await channel()).health).toMatchObject({ state: 'connecting', signIn: { kind: 'code', from: 'sms', hint: '**11' } }),
    patience,
  );
  const token = await buildToken(hub().hub, hub().workspaceId, ['channel.view']);
  const looker = createClient({ baseUrl: hub().url, token });
  expect((await looker.call(getChannel, { params: { channelId } })).health).not.toHaveProperty('signIn');
  const { items } = await looker.call(listProviders);
  expect(items.find(({ provider }) => provider === 'phone')).toMatchObject({ isUnofficial: true, abilities: { templates: true } });

  await expect(answer('1234')).rejects.toMatchObject({
    code: 'channel.code-refused',
    details: { detail: 'Wrong code', reasonCode: 'provider-says' },
  });
  // Another process can't sign it in, but passes the code on to the one that can.
  const actor = systemActor(hub().workspaceId);
  await expect(answerFrom(other, actor, channelId, '1234')).rejects.toMatchObject({
    details: { detail: 'Wrong code', reasonCode: 'provider-says', reasonValues: { words: 'Wrong code' } },
  });
  await answerFrom(other, actor, channelId, rightCode);

  await vi.waitFor(
    async () => expect(await channel()).toMatchObject({ name: 'Shop phone', health: { state: 'ok' }, account: { name: 'Shop phone' } }),
    patience,
  );
  await expect(answer(rightCode)).rejects.toMatchObject({ code: 'channel.no-sign-in' });
});

test('another name, from its account or from another hub, reaches it without connecting it anew', async () => {
  const found = () => hub().hub.channels.find(channelId);
  const isCalled = (name: string) => vi.waitFor(async () => expect((await found())?.name).toBe(name), patience);
  await isCalled('Shop phone');
  const connection = (await found())?.connection;

  await Channel.updateOne({ _id: new ObjectId(channelId) }, { $set: { name: 'Renamed elsewhere' } });

  await isCalled('Renamed elsewhere');
  expect((await found())?.connection).toBe(connection);
});

test('whichever hub is asked, only the one that listens sends', async () => {
  await isListened();
  await network.write(channelId, { externalId: 'in-1' });
  const { id } = await conversation();

  await sendFrom(other, systemActor(hub().workspaceId), id, body('from the second'));
  await vi.waitFor(() => expect(sentTexts()).toEqual(['first: from the second']), patience);
  await say({ text: 'from the first' });

  await vi.waitFor(() => expect(sentTexts()).toEqual(['first: from the second', 'first: from the first']), patience);
  expect(network.sent[0]?.message.customerWroteAt).toBeInstanceOf(Date);
  await expect((await other.channels.find(channelId))!.connection.send(network.sent[0]!.message)).rejects.toMatchObject({
    reason: 'transient',
  });
});

test('a place goes as text with a link to a map where the channel has none', async () => {
  await say({ text: 'Here', location: { latitude: 52.5, longitude: 13.4, name: 'Shop' } });

  await vi.waitFor(
    () =>
      expect(network.sent.at(-1)?.message).toMatchObject({
        text: 'Here\nShop\nhttps://www.openstreetmap.org/?mlat=52.5&mlon=13.4#map=16/52.5/13.4',
      }),
    patience,
  );
  expect(network.sent.at(-1)?.message.location).toBeUndefined();
});

test('what a customer passes on is kept, shown, and named in the preview', async () => {
  await isListened();
  const shared = { what: 'story-reply' as const, url: 'https://example.com/story', title: 'Sale' };
  await network.write(channelId, { externalId: 'in-2', content: { text: '', format: 'plain', attachments: [], shared } });

  const { id, preview } = await conversation();
  expect(preview).toBe('[story-reply]');
  const { items } = await hub().client.call(listMessages, { params: { conversationId: id }, query: {} });
  expect(items.at(-1)).toMatchObject({ shared });
});

test('a closed window lets only an approved template with all its blanks through, and its words are what the customer reads', async () => {
  network.templates = [
    {
      name: 'ready',
      language: 'en',
      category: 'utility',
      state: 'approved',
      header: 'Order {{no}}',
      body: 'Dear {{name}}, it is ready.',
      buttons: [],
      blanks: [
        { key: 'no', in: 'header' },
        { key: 'name', in: 'body' },
      ],
    },
    { name: 'draft', language: 'en', category: 'utility', state: 'waiting', body: 'Soon', buttons: [], blanks: [] },
  ];
  const { id } = await conversation();
  await Conversation.updateOne({ _id: id }, { $set: { lastInboundAt: new Date(Date.now() - 25 * 3_600_000) } });
  const template = { name: 'ready', language: 'en', values: { no: '5', name: 'Ann' } };

  expect((await hub().client.call(listTemplates, { params: { channelId } })).items.map(({ name }) => name)).toEqual(['ready', 'draft']);
  await expect(say({ text: 'hello?' })).rejects.toMatchObject({ code: 'reply.not-allowed' });
  await expect(say({ template: { ...template, name: 'draft', values: {} } })).rejects.toMatchObject({ code: 'template.unknown' });
  await expect(say({ template: { ...template, values: { no: ' ', colour: 'red' } } })).rejects.toMatchObject({
    code: 'template.blanks-invalid',
    details: { missing: ['no', 'name'], unknown: ['colour'] },
  });
  await expect(say({ text: 'and this', template })).rejects.toMatchObject({ code: 'request.invalid' });

  expect(await say({ template })).toMatchObject({ text: 'Order 5\n\nDear Ann, it is ready.', template });
  await vi.waitFor(
    () => expect(network.sent.at(-1)?.message).toMatchObject({ template, text: 'Order 5\n\nDear Ann, it is ready.' }),
    patience,
  );
});

test('health counts what failed of the last hour and how long the last message took', async () => {
  await isListened();
  await network.write(channelId, { externalId: 'in-3', sentAt: new Date(Date.now() - 5000) });
  const before = (await channel()).lastHour;

  await say({ text: 'fail' });

  await vi.waitFor(async () => expect((await channel()).lastHour).toEqual({ ...before, failed: before.failed + 1 }), patience);
  expect((await channel()).inboundLagMs).toBeGreaterThanOrEqual(5000);
});

test('somebody who writes under another of their ids is the same contact, and contacts that exist already stay apart', async () => {
  await isListened();
  const from = (externalId: string, aliases: string[], number: number) =>
    network.write(channelId, { externalId: `alias-${number}`, chatId: externalId, sender: { externalId, name: 'Bea', aliases } });
  await from('+4930', ['scoped-1'], 1);
  await from('scoped-1', [], 2);
  await from('+4931', [], 3);
  await from('scoped-2', ['+4931'], 4);
  await from('scoped-3', [], 5);
  await from('+4932', ['scoped-3'], 6);
  // Both are known by now: one who turns out to be both is left to a person to merge.
  await from('scoped-2', ['+4931', 'scoped-3'], 7);

  const contacts = await Contact.find({ name: 'Bea' }).lean();
  expect(contacts.filter(({ mergedInto }) => mergedInto === undefined)).toHaveLength(3);
});

test('credentials are renewed before they end, and a renewal that fails is a warning in the last week only', async () => {
  await isListened();
  const day = 24 * 3_600_000;
  const settings = async () => {
    const record = await Channel.findById(channelId).orFail().lean();
    return openSettings(hub().hub, { workspaceId: record.workspaceId, channelId: record._id }, record.sealedSettings);
  };
  const renewIn = async (days: number) => {
    await Channel.updateOne(
      { _id: channelId },
      { $set: { credentialsExpireAt: new Date(Date.now() + days * day) }, $unset: { renewLookAt: 1 } },
    );
    await renewDueCredentials(hub().hub);
  };
  network.renewal = () => Promise.reject(new Error('no'));
  await renewIn(8);
  expect((await channel()).health.state).toBe('ok');
  await renewIn(6);
  expect((await channel()).health).toMatchObject({ state: 'warning', reasonCode: 'renewal-broken' });

  const expireAt = new Date(Date.now() + 60 * day);
  network.renewal = () => Promise.resolve({ settings: { token: 'b' }, expireAt });
  await renewIn(6);

  expect(await settings()).toEqual({ token: 'b' });
  expect((await channel()).health).toEqual({ state: 'ok', credentialsExpireAt: expireAt.toISOString() });
  // The connection was made anew, and signs in by the session that was kept.
  await vi.waitFor(() => expect(network.lines.get(channelId)?.context.settings).toEqual({ token: 'b' }), patience);
});

test('signing out forgets the session for good: what the old connection still saves is not kept, and the account waits for a code again', async () => {
  await isListened();
  const { session } = network.lines.get(channelId)!.context;

  expect((await hub().client.call(signOut, { params: { channelId } })).health.state).toBe('connecting');
  await session.save('from before');

  await vi.waitFor(async () => expect((await channel()).health.signIn).toMatchObject({ kind: 'code' }), patience);
  expect(await Channel.findById(channelId).orFail().lean()).not.toHaveProperty('sealedSession');
  // Whoever asks how it is hears what the connection that listens said last.
  expect((await hub().client.call(testChannel, { params: { channelId } })).health.signIn).toMatchObject({ kind: 'code' });
});

function body(text: string): NewMessage {
  return { kind: 'text', text, format: 'plain', attachments: [], force: false };
}
