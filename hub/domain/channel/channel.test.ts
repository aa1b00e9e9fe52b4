import { describe, expect, test, vi } from 'vitest';
import { addChannel, getChannel, listChannels, removeChannel, testChannel, updateChannel } from '../../api/customers/channels.ts';
import { getConversation, listConversations } from '../../api/customers/conversations.ts';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import { createClient } from '../../api/client.ts';
import { permission } from '../../api/permissions.ts';
import type { EmulatedBot } from '../../../bots/emulators/telegram/actors/handles.ts';
import { buildToken, buildWorkspace } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectWebhook, textUpdate } from '../../test/telegram-webhook.ts';
import { Conversation } from '../conversation/model.ts';
import { Channel } from './model.ts';
import { openSettings } from './settings.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });
const patience = { timeout: 20_000, interval: 50 };
let bots = 0;

const newBot = () => hub().telegram.createBot({ username: `channel_${(bots += 1)}_bot` });
const add = (settings: Record<string, unknown>) => hub().client.call(addChannel, { body: { provider: 'telegram', settings } });
const change = (channelId: string, body: { settings?: Record<string, unknown>; isPaused?: boolean }) =>
  hub().client.call(updateChannel, { params: { channelId }, body });
const conversationOf = async (channelId: string) =>
  (await hub().client.call(listConversations, { query: { channel: channelId } })).items[0];
const textsOf = async (channelId: string) => {
  const found = await conversationOf(channelId);
  if (!found) return [];
  const { items } = await hub().client.call(listMessages, { params: { conversationId: found.id }, query: {} });
  return items.map(({ text }) => text);
};
const hears = (channelId: string, texts: string[]) => vi.waitFor(async () => expect(await textsOf(channelId)).toEqual(texts), patience);
const callsOf = (bot: EmulatedBot, method: string) =>
  hub()
    .telegram.requests.of(method)
    .filter(({ botId }) => botId === bot.id);

describe('adding a channel', () => {
  test('answers with the account and its health, and names it after the account', async () => {
    const bot = newBot();

    const channel = await add({ botToken: bot.token });

    expect(channel).toMatchObject({
      name: bot.name,
      account: { externalId: String(bot.id), username: bot.username, url: `https://t.me/${bot.username}` },
      health: { state: 'ok' },
      greeting: null,
      closedNotice: null,
      commands: false,
    });
    expect((await hub().client.call(testChannel, { params: { channelId: channel.id } })).health).toEqual({ state: 'ok' });
  });

  test("is refused with the provider's words for a token it does not know, and stores nothing", async () => {
    const before = await Channel.countDocuments();

    await expect(add({ botToken: '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).rejects.toMatchObject({
      status: 422,
      code: 'channel.refused',
      details: { detail: expect.stringContaining('Unauthorized') as string },
    });

    expect(await Channel.countDocuments()).toBe(before);
  });

  test.each([
    ['a field that is missing', {}],
    ['a value that does not fit', { botToken: '1:AAAAAAAAAAAAAAAAAAAAAAAAA', mode: 'pigeon' }],
    ['a field nobody knows', { botToken: '1:AAAAAAAAAAAAAAAAAAAAAAAAA', colour: 'red' }],
  ])('is refused for %s, named in the details', async (_what, settings) => {
    await expect(add(settings)).rejects.toMatchObject({
      status: 422,
      code: 'channel.settings-invalid',
      details: { issues: [{ path: expect.arrayContaining(['settings']) as string[] }] },
    });
  });

  test('of a provider out of reach is connecting, and tried again until it answers', { timeout: 60_000 }, async () => {
    const bot = newBot();
    const fault = hub().telegram.faults.add({ bot: bot.id, kind: 'cut-before' });
    const channel = await add({ botToken: bot.token });
    expect(channel).toMatchObject({ account: null, health: { state: 'connecting', since: expect.any(String) as string } });

    hub().telegram.faults.remove(fault.id);
    await Channel.updateOne({ _id: channel.id }, { $set: { retryAt: new Date() } });

    await vi.waitFor(
      async () =>
        expect(await hub().client.call(getChannel, { params: { channelId: channel.id } })).toMatchObject({
          name: bot.name,
          account: { username: bot.username },
          health: { state: 'ok' },
        }),
      { timeout: 40_000, interval: 200 },
    );
    expect(await Channel.findById(channel.id).orFail().lean()).not.toHaveProperty('retryAt');
    hub().telegram.createUser({ firstName: 'Late' }).sendText(bot, 'are you there?');
    await hears(channel.id, ['are you there?']);
  });
});

describe('changing settings', () => {
  test('keeps what is not given, and refuses what the provider refuses without losing what works', async () => {
    const { channel } = await connectWebhook(hub());
    const record = () => Channel.findById(channel.id).orFail().lean();
    const settingsNow = async () =>
      openSettings(hub().hub, { workspaceId: hub().workspaceId, channelId: (await record())._id }, (await record()).sealedSettings);
    const before = await settingsNow();

    await change(channel.id, { settings: { webhookSecret: 'another_secret' } });
    expect(await settingsNow()).toEqual({ ...before, webhookSecret: 'another_secret' });

    await expect(change(channel.id, { settings: { botToken: '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } })).rejects.toMatchObject({
      code: 'channel.refused',
    });
    expect(await settingsNow()).toMatchObject({ botToken: before['botToken'] });
  });

  test('from fetching to a webhook and back loses nothing and repeats nothing', async () => {
    const bot = newBot();
    const { id } = await add({ botToken: bot.token });
    const ann = hub().telegram.createUser({ firstName: 'Ann' });
    ann.sendText(bot, 'one');
    await hears(id, ['one']);

    await change(id, { settings: { mode: 'webhook', webhookSecret: 'of_the_hook' } });
    // Nothing answers at the public address: Telegram keeps these for us.
    ann.sendText(bot, 'two');
    ann.sendText(bot, 'three');
    expect(hub().telegram.pendingUpdates(bot)).toBe(2);

    await change(id, { settings: { mode: 'polling' } });
    ann.sendText(bot, 'four');
    await hears(id, ['one', 'two', 'three', 'four']);
  });
});

describe('a paused channel', () => {
  test('neither fetches nor sends, and goes on where it was', async () => {
    const bot = newBot();
    const { id } = await add({ botToken: bot.token });
    const ann = hub().telegram.createUser({ firstName: 'Ann' });
    ann.sendText(bot, 'before');
    await hears(id, ['before']);
    const conversation = (await conversationOf(id))!;

    expect((await change(id, { isPaused: true })).health).toMatchObject({ state: 'paused' });
    // Messages through another channel show that the workers had their turn: to stop, and to leave this channel alone.
    const other = newBot();
    const { id: otherId } = await add({ botToken: other.token });
    ann.sendText(other, 'elsewhere');
    await hears(otherId, ['elsewhere']);

    ann.sendText(bot, 'meanwhile');
    const params = { conversationId: conversation.id };
    await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'an answer' } });
    ann.sendText(other, 'and again');
    await hears(otherId, ['elsewhere', 'and again']);
    expect(await textsOf(id)).toEqual(['before', 'an answer']);
    expect(callsOf(bot, 'sendMessage')).toHaveLength(0);
    expect(hub().telegram.pendingUpdates(bot)).toBe(1);

    expect((await change(id, { isPaused: false })).health).toMatchObject({ state: 'ok' });
    await hears(id, ['before', 'an answer', 'meanwhile']);
    await vi.waitFor(() => expect(callsOf(bot, 'sendMessage')).toHaveLength(1), patience);
  });

  test('refuses webhooks so that the provider comes again', async () => {
    const { channel, post } = await connectWebhook(hub());
    await change(channel.id, { isPaused: true });
    expect((await post(textUpdate(1))).status).toBe(503);
    expect((await post(textUpdate(1), { 'x-telegram-bot-api-secret-token': 'wrong' })).status).toBe(401);
    expect(await conversationOf(channel.id)).toBeUndefined();

    await change(channel.id, { isPaused: false });
    expect((await post(textUpdate(1))).status).toBe(200);
    expect(await textsOf(channel.id)).toEqual(['hello']);
  });
});

test('a removed channel is gone with its credentials; its conversations stay readable', async () => {
  const bot = newBot();
  const { id } = await add({ botToken: bot.token });
  const ann = hub().telegram.createUser({ firstName: 'Ann' });
  ann.sendText(bot, 'hello');
  await hears(id, ['hello']);
  const params = { conversationId: (await conversationOf(id))!.id };

  await change(id, { isPaused: true });
  await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'too late' } });
  await hub().client.call(removeChannel, { params: { channelId: id } });

  await expect(hub().client.call(getChannel, { params: { channelId: id } })).rejects.toMatchObject({
    status: 404,
    code: 'channel.unknown',
  });
  expect((await hub().client.call(listChannels, { query: {} })).items.map((channel) => channel.id)).not.toContain(id);
  expect(await hub().client.call(getConversation, { params })).toMatchObject({ preview: 'too late' });
  expect(await textsOf(id)).toEqual(['hello', 'too late']);
  await expect(hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'still there?' } })).rejects.toMatchObject({
    code: 'channel.unknown',
  });
  const record = await Channel.findById(id).orFail().lean();
  expect(openSettings(hub().hub, { workspaceId: hub().workspaceId, channelId: record._id }, record.sealedSettings)).toEqual({});
  // What it had left to send has failed, and no sweep looks for it any more.
  await vi.waitFor(async () => {
    const { items } = await hub().client.call(listMessages, { params, query: {} });
    expect(items.at(-1)?.delivery).toMatchObject({ state: 'failed', detail: 'The channel was removed' });
    expect((await Conversation.findById(params.conversationId).orFail().lean()).outbound.dueAt).toBeUndefined();
  }, patience);
  // Nobody asks Telegram for its messages any more.
  ann.sendText(bot, 'anybody?');
  expect(hub().telegram.pendingUpdates(bot)).toBe(1);
});

test("another workspace's channel is not there", async () => {
  const { id: channelId } = await add({ botToken: newBot().token });
  const { _id: otherId } = await buildWorkspace(hub().hub);
  const other = createClient({ baseUrl: hub().url, token: await buildToken(hub().hub, otherId, permission.options) });

  expect((await other.call(listChannels, { query: {} })).items).toEqual([]);
  for (const attempt of [
    () => other.call(getChannel, { params: { channelId } }),
    () => other.call(updateChannel, { params: { channelId }, body: { greeting: { en: 'Mine now' } } }),
    () => other.call(testChannel, { params: { channelId } }),
    () => other.call(removeChannel, { params: { channelId } }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ status: 404, code: 'channel.unknown' });
  }
  expect((await hub().client.call(getChannel, { params: { channelId } })).greeting).toBeNull();
});
