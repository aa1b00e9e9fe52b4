import mongoose from 'mongoose';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientEvents, type ClientEvent } from '../../api/realtime.ts';
import { buildAgent } from '../../test/factories.ts';
import { buildRouteWorld } from '../../test/route-world.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectAs, openWindow } from '../connect.fixture.ts';

const hub = useHub();
const events = z.array(z.custom<ClientEvent>((name) => typeof name === 'string' && name in clientEvents)).parse(Object.keys(clientEvents));

/** What each event takes when all is well; a new event gets its line here. */
const samples: Record<ClientEvent, (conversationId: string) => Record<string, unknown>> = {
  'list.resume': () => ({ since: '2026-01-01T00:00:00.000Z' }),
  'conversation.watch': (conversationId) => ({ conversationId, after: 0, changedSince: '2026-01-01T00:00:00.000Z' }),
  'conversation.unwatch': (conversationId) => ({ conversationId }),
  typing: (conversationId) => ({ conversationId, mode: 'note' }),
  'visitors.watch': () => ({ limit: 200 }),
  'visitors.unwatch': () => ({}),
  'presence.set': () => ({ state: 'idle' }),
};
const withIds = events.filter((event) => 'conversationId' in samples[event]('x'));

let ours: string;
let theirs: string;
let cookie: string;
let workspaceId: string;

beforeAll(async () => {
  const [mine, other] = [await buildRouteWorld(hub().hub), await buildRouteWorld(hub().hub)];
  [ours, theirs] = [mine.ids['conversationId'] ?? '', other.ids['conversationId'] ?? ''];
  cookie = mine.headers['cookie'] ?? '';
  workspaceId = mine.owner.workspaceId.toHexString();
});

const open = () => connectAs(hub().url, { workspaceId, cookie });

test.each(events)('%s is answered as its contract promises', async (event) => {
  const window = await open();
  await window.ask('conversation.watch', { conversationId: ours, after: 0 });

  const answer = await window.send(event, samples[event](ours));

  expect(answer).toMatchObject({ ok: true });
  if (answer.ok) expect(clientEvents[event].output.safeParse(answer.data).error).toBeUndefined();
});

describe("with another workspace's conversation", () => {
  test.each(withIds)('%s tells nothing and changes nothing', async (event) => {
    const window = await open();
    const before = await mongoose.connection.collection('conversations').find({}).sort({ _id: 1 }).toArray();

    const answer = await window.send(event, samples[event](theirs));

    // Taking off the screen what is not on it is no error, and tells nothing.
    if (event === 'conversation.unwatch') expect(answer).toEqual({ ok: true, data: null });
    else expect(answer).toMatchObject({ ok: false, error: { code: 'conversation.unknown' } });
    expect(await mongoose.connection.collection('conversations').find({}).sort({ _id: 1 }).toArray()).toEqual(before);
  });

  test.each(withIds)('%s answers for an id of nobody in the same words', async (event) => {
    const window = await open();
    const about = (id: string) => window.send(event, samples[event](id)).then((answer) => JSON.stringify(answer).replaceAll(id, 'ID'));

    expect(await about(theirs)).toBe(await about('000000000000000000000000'));
  });
});

describe('with what is no input', () => {
  const wrong = [{ $ne: null }, { $gt: '' }, ['a', 'b'], 'none', 1e99, true];

  test.each(events)('%s refuses it in each field, whole, missing, and with more than it takes', async (event) => {
    const window = await open();
    await window.ask('conversation.watch', { conversationId: ours, after: 0 });
    const sample = samples[event](ours);
    const inputs: unknown[] = [
      ...Object.keys(sample).flatMap((field) => wrong.map((value) => ({ ...sample, [field]: value }))),
      ...[null, undefined, 'text', 7, [], [sample], { ...sample, $where: '1' }, { ...sample, workspaceId: theirs }],
    ];

    for (const input of inputs) {
      const answer = await window.send(event, input);
      expect([input, answer]).toMatchObject([input, { ok: false, error: { code: 'request.invalid' } }]);
    }
  });

  test('an event that there is not is refused, whatever it is called', async () => {
    const window = await open();

    for (const event of ['nothing', '__proto__', 'constructor', 'conversation.head', 'toString'])
      expect(await window.send(event, {})).toMatchObject({ ok: false, error: { code: 'route.unknown' } });
  });
});

test('a seat that may neither answer nor note shows no typing', async () => {
  const seat = await buildAgent(hub().hub, { workspaceId: hub().workspaceId, role: 'agent' });
  await mongoose.connection
    .collection('agents')
    .updateOne({ _id: seat.agent._id }, { $set: { 'overrides.removed': ['conversation.reply', 'conversation.note'] } });
  const conversation = await mongoose.connection.collection('conversations').findOne({ _id: new mongoose.Types.ObjectId(ours) });
  const _id = new mongoose.Types.ObjectId();
  await mongoose.connection.collection('conversations').insertOne({ ...conversation, _id, workspaceId: hub().workspaceId });
  const window = await openWindow(hub(), seat);
  await window.ask('conversation.watch', { conversationId: _id.toHexString(), after: 0 });

  for (const mode of ['reply', 'note'])
    expect(await window.send('typing', { conversationId: _id.toHexString(), mode })).toMatchObject({
      error: { code: 'permission.missing' },
    });
});
