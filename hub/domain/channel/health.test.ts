import { expect, test, vi } from 'vitest';
import { sayWhy } from '../../../bots/contract/reason.ts';
import { addChannel, getChannel, listChannels, updateChannel } from '../../api/customers/channels.ts';
import { listConversations } from '../../api/customers/conversations.ts';
import { sendMessage } from '../../api/customers/messages.ts';
import { ObjectId } from '../../core/ids.ts';
import { alertOfChannels } from '../../listeners/channel-health.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectWebhook, textUpdate } from '../../test/telegram-webhook.ts';
import { Console, consoleIdOf } from '../console/model.ts';
import { recordHealth } from './health.ts';
import { Channel } from './model.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example.com' });
const patience = { timeout: 15_000, interval: 50 };

async function buildConsole() {
  const _id = consoleIdOf(hub().workspaceId);
  await Console.deleteOne({ _id });
  await Console.create({
    _id,
    workspaceId: hub().workspaceId,
    // Never opened: the alerts are read from the record.
    sealedToken: 'none',
    sealedWebhookSecret: 'none',
    botId: '1',
    username: 'desk_bot',
    name: 'Desk',
    delivery: 'webhook',
    mode: 'private',
    health: { state: 'ok', at: new Date() },
    version: 1,
    createdAt: new Date(),
  });
  return async () => (await Console.findById(_id).orFail().lean()).alerts.filter(({ kind }) => kind === 'channel-broken');
}

const healthOf = async (channelId: string) => (await hub().client.call(getChannel, { params: { channelId } })).health;

test('a channel out of order for two minutes is told to the team once, and taken back when it is well', async () => {
  const alerts = await buildConsole();
  const { channel, post } = await connectWebhook(hub());
  const _id = new ObjectId(channel.id);
  await recordHealth(hub().hub, _id, { state: 'failed', ...sayWhy('provider-says', { words: 'Unauthorized' }) });
  expect(await healthOf(channel.id)).toEqual({
    state: 'failed',
    ...sayWhy('provider-says', { words: 'Unauthorized' }),
    since: expect.any(String) as string,
  });

  await alertOfChannels(hub().hub);
  expect(await alerts()).toEqual([]);
  await Channel.updateOne({ _id }, { $set: { unwellSince: new Date(Date.now() - 121_000) } });
  for (let run = 0; run < 3; run += 1) await alertOfChannels(hub().hub);
  expect(await alerts()).toMatchObject([{ subject: channel.id, detail: `${channel.name}: Unauthorized`, count: 1 }]);

  // The provider reaches us: it is well again.
  expect((await post(textUpdate(1))).status).toBe(200);
  await vi.waitFor(async () => expect(await healthOf(channel.id)).toEqual({ state: 'ok' }), patience);
  await vi.waitFor(async () => expect(await alerts()).toEqual([]), patience);
  await vi.waitFor(async () => expect(await Channel.findById(_id).orFail().lean()).not.toHaveProperty('alertedAt'), patience);
});

test('failing anew does not move the moment since when, and pausing takes the alert back', async () => {
  const alerts = await buildConsole();
  const { channel } = await connectWebhook(hub());
  const _id = new ObjectId(channel.id);
  await recordHealth(hub().hub, _id, { state: 'connecting' });
  const { since } = await healthOf(channel.id);
  await recordHealth(hub().hub, _id, { state: 'failed', ...sayWhy('provider-says', { words: 'gone' }) });
  expect((await healthOf(channel.id)).since).toBe(since);
  await Channel.updateOne({ _id }, { $set: { unwellSince: new Date(0) } });
  await alertOfChannels(hub().hub);
  expect(await alerts()).toHaveLength(1);

  await hub().client.call(updateChannel, { params: { channelId: channel.id }, body: { isPaused: true } });

  expect(await healthOf(channel.id)).toEqual({ state: 'paused', ...sayWhy('paused') });
  await vi.waitFor(async () => expect(await alerts()).toEqual([]), patience);
});

test('what an earlier version recorded of a channel is shown as the sentence it is', async () => {
  const { channel } = await connectWebhook(hub());
  const _id = new ObjectId(channel.id);
  await Channel.updateOne({ _id }, { $set: { health: { state: 'warning', reason: 'Look into the app', at: new Date() } } });
  expect(await healthOf(channel.id)).toEqual({ state: 'warning', reason: 'Look into the app' });
});

test('what goes well is no news of a channel that warns or is being set up', async () => {
  const { channel, post } = await connectWebhook(hub());
  const _id = new ObjectId(channel.id);
  for (const state of ['warning', 'connecting'] as const) {
    await Channel.updateOne({ _id }, { $set: { health: { state, reason: 'look', at: new Date() } } });
    await recordHealth(hub().hub, _id, { state: 'ok' });
    expect((await healthOf(channel.id)).state).toBe(state);
  }
  await post(textUpdate(1));
  await vi.waitFor(async () => expect((await Channel.findById(_id).orFail().lean()).lastInboundAt).toBeDefined(), patience);
  expect((await healthOf(channel.id)).state).toBe('connecting');
});

test('reading channels shows when something last came and went, and how much waits to be sent', async () => {
  const bot = hub().telegram.createBot({ username: 'traffic_bot' });
  const { id: channelId } = await hub().client.call(addChannel, { body: { provider: 'telegram', settings: { botToken: bot.token } } });
  const ann = hub().telegram.createUser({ firstName: 'Ann' });
  ann.sendText(bot, 'hello');
  const conversation = await vi.waitFor(async () => {
    const [found] = (await hub().client.call(listConversations, { query: { channel: channelId } })).items;
    expect(found).toBeDefined();
    return found!;
  }, patience);
  const params = { conversationId: conversation.id };
  await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'one' } });
  await vi.waitFor(async () => {
    const view = await hub().client.call(getChannel, { params: { channelId } });
    expect([view.lastInboundAt, view.lastOutboundAt, view.waitingConversations]).toEqual([expect.any(String), expect.any(String), 0]);
  }, patience);

  await hub().client.call(updateChannel, { params: { channelId }, body: { isPaused: true } });
  await hub().client.call(sendMessage, { params, body: { kind: 'text', text: 'two' } });

  const { items } = await hub().client.call(listChannels, { query: {} });
  expect(items.find(({ id }) => id === channelId)).toMatchObject({ health: { state: 'paused' }, waitingConversations: 1 });
});
