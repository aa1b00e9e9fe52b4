import { expect, test, vi } from 'vitest';
import { sayWhy } from '../../bots/contract/reason.ts';
import { systemActor } from '../core/actor.ts';
import { Agent } from '../domain/agent/model.ts';
import { addChannel } from '../domain/channel/add.ts';
import { createPhoneChannel, createPhoneNetwork, rightCode } from '../domain/channel/account/phone.fixture.ts';
import { recordHealth } from '../domain/channel/health.ts';
import { Channel } from '../domain/channel/model.ts';
import { ConsolePrompt } from '../domain/console/records/prompt.ts';
import { alertOfChannels } from '../listeners/channel-health.ts';
import { useHub } from '../test/start-hub.ts';
import { openConsole } from './console.fixture.ts';

const network = createPhoneNetwork();
const hub = useHub({}, { moreProviders: [createPhoneChannel(network, 'hub')] });
const patience = { timeout: 40_000, interval: 50 };
const stateOf = async (name: string) => (await Channel.findOne({ name }).lean())?.health.state;

test(
  'an account that waits for a person asks those who may sign it in: a code is answered in the chat, a picture is shown to be scanned',
  { timeout: 120_000 },
  async () => {
    const world = await openConsole(hub());
    const ann = await world.link('Ann', { role: 'owner' });
    const bob = await world.link('Bob');
    const connect = (name: string) =>
      addChannel(hub().hub, systemActor(world.workspaceId), { provider: 'phone', name, settings: { token: 'a' } });

    await connect('Shop phone');
    const question = await ann.waitForText('waits for a code from a text message (**11)');
    await vi.waitFor(async () => expect(await ConsolePrompt.exists({ kind: 'sign-in' })).not.toBeNull(), patience);
    ann.phone.replyTo(question, '1234');
    await ann.waitForText('did not take this code');
    const code = ann.phone.replyTo(question, rightCode);
    await ann.waitForText('The code was passed on');
    await vi.waitFor(async () => expect(await stateOf('Shop phone')).toBe('ok'), patience);
    expect(ann.sees().some(({ messageId }) => messageId === code.messageId)).toBe(false);

    network.asks = { kind: 'qr', value: 'first' };
    const { _id } = await connect('Second phone');
    await ann.press(await ann.waitForButton('Show the code'), 'Show the code');
    const picture = await ann.waitForText('scan it soon');
    expect(picture.media?.kind).toBe('photo');
    network.asking.get(_id.toHexString())?.ask({ kind: 'qr', value: 'second' });
    await vi.waitFor(async () => expect((await Channel.findById(_id).lean())?.health.signIn).toMatchObject({ value: 'second' }), patience);
    await ann.press(picture, 'Newer code');
    await vi.waitFor(() => expect(ann.sees().find(({ messageId }) => messageId === picture.messageId)?.isEdited).toBe(true), patience);
    network.asking.get(_id.toHexString())?.signIn();
    await vi.waitFor(async () => expect(await stateOf('Second phone')).toBe('ok'), patience);
    expect(bob.sees().filter(({ text }) => text?.includes('phone'))).toEqual([]);
  },
);

test('the team is told when a channel breaks and when it is well again, each once', { timeout: 120_000 }, async () => {
  const world = await openConsole(hub());
  const ann = await world.link('Ann', { role: 'owner' });
  const channel = await Channel.findOne({ workspaceId: world.workspaceId }).orFail().lean();

  await recordHealth(hub().hub, channel._id, { state: 'failed', ...sayWhy('provider-says', { words: 'Unauthorized' }) });
  await Channel.updateOne({ _id: channel._id }, { $set: { unwellSince: new Date(Date.now() - 180_000) } });
  await Promise.all([alertOfChannels(hub().hub), alertOfChannels(hub().hub)]);
  await ann.waitForText('Shop is out of order: the messenger says “Unauthorized”');
  await recordHealth(hub().hub, channel._id, { state: 'ok' });
  await ann.waitForText('Shop works again');

  expect(ann.sees().filter(({ text }) => /out of order|works again/.test(text ?? ''))).toHaveLength(2);

  // What the hub itself says of a channel is said in the reader's language.
  await Agent.updateOne({ _id: ann.agent._id }, { $set: { language: 'ru' } });
  await recordHealth(hub().hub, channel._id, { state: 'failed', ...sayWhy('web-unlinked') });
  await Channel.updateOne({ _id: channel._id }, { $set: { unwellSince: new Date(Date.now() - 180_000) } });
  await alertOfChannels(hub().hub);
  await ann.waitForText('Shop не работает: телефон отвязал это устройство');
});
