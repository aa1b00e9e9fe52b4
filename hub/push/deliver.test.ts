import { beforeEach, describe, expect, test } from 'vitest';
import { listPushSubscriptions } from '../api/team/push.ts';
import { PushSend, PushSubscription } from '../domain/push/model.ts';
import { useDatabase } from '../test/database.ts';
import { startPushService } from '../test/push/service.ts';
import { startPushWorld, type PushedAgent, type PushWorld } from './push.fixture.ts';

useDatabase();

let world: PushWorld;
let ann: PushedAgent;

beforeEach(async () => {
  world = await startPushWorld();
  ({ ann } = world);
});

describe('a push service', () => {
  async function writeToAnn(text = 'Hello') {
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browser = await ann.addBrowser();
    return { conversation, browser, write: async () => (await world.write(conversation, text), world.settled()) };
  }

  test.each([404, 410])('that answers %i for a browser gets no more for it', async (status) => {
    const { conversation, browser, write } = await writeToAnn();
    const other = await ann.addBrowser();
    world.service.answer({ status }, { status: 201 });

    await write();
    expect(await PushSubscription.countDocuments()).toBe(1);
    await world.write(conversation, 'again');
    await world.settled();

    expect(browser.pushes().length + other.pushes().length).toBe(3);
  });

  test('that asks to wait is left alone so long and then told, the others not a second time', async () => {
    const { browser, write } = await writeToAnn();
    const other = await ann.addBrowser();
    world.service.answer({ status: 429, headers: { 'retry-after': '120' } }, { status: 201 });

    await write();
    expect([browser, other].map((each) => each.shown().length).sort()).toEqual([0, 1]);
    world.passMinutes(1.9);
    await world.sweep();
    expect(world.service.pushes).toHaveLength(2);
    world.passMinutes(0.2);
    await world.sweep();

    expect([browser, other].map((each) => each.shown().length)).toEqual([1, 1]);
    expect(world.service.pushes).toHaveLength(3);
  });

  test('that fails is tried again less and less often, for an hour, and then the browser is marked', async () => {
    const { browser, write } = await writeToAnn();
    world.service.answer({ status: 503 });

    await write();
    for (let minute = 0; minute < 70; minute += 1) {
      world.passMinutes(1);
      await world.sweep();
    }

    expect(browser.pushes().length).toBeGreaterThan(5);
    expect(browser.pushes().length).toBeLessThan(25);
    expect(Number(browser.pushes().at(-1)?.headers.ttl)).toBeLessThan(1800);
    expect(await PushSend.countDocuments({ dueAt: { $exists: true } })).toBe(0);
    expect((await ann.client.call(listPushSubscriptions)).items).toMatchObject([{ problem: 'unreachable' }]);
  });

  test('that can not be reached is tried again', async () => {
    const { write } = await writeToAnn();
    await PushSubscription.updateMany({}, { $set: { endpoint: 'http://127.0.0.1:9/send' } });

    await write();

    expect(await PushSend.findOne({ kind: 'reply' }).lean()).toMatchObject({ attempts: 1, dueAt: expect.any(Date) });
  });

  test.each([400, 401, 403, 413])('that answers %i is not asked again, and the browser is marked until it takes one', async (status) => {
    const { conversation, browser, write } = await writeToAnn();
    world.service.answer({ status });

    await write();
    expect(browser.pushes()).toHaveLength(1);
    expect(await PushSend.countDocuments({ dueAt: { $exists: true } })).toBe(0);
    expect((await ann.client.call(listPushSubscriptions)).items).toMatchObject([{ problem: 'refused' }]);

    world.service.answer({ status: 201 });
    await world.write(conversation, 'again');
    await world.settled();
    expect((await ann.client.call(listPushSubscriptions)).items).toMatchObject([{ problem: null, lastUsedAt: world.now().toISOString() }]);
  });

  test('that sends us elsewhere is not followed', async () => {
    const { write } = await writeToAnn();
    const elsewhere = await startPushService();
    world.service.answer({ status: 307, headers: { location: `${elsewhere.origin}/send/1` } });

    await write();

    expect(elsewhere.pushes).toEqual([]);
  });

  test('is left to a second worker when the first died, and two at once send once', async () => {
    const { browser, write } = await writeToAnn();
    await write();
    const { _id } = await PushSend.findOneAndUpdate(
      { kind: 'reply' },
      { $set: { dueAt: world.now(), leasedUntil: new Date(world.now().getTime() + 30_000), token: 'of the dead' } },
    ).orFail();

    await world.sweep();
    expect(browser.pushes()).toHaveLength(1);

    world.passMinutes(1);
    const subscriptionIds = await PushSubscription.distinct('_id');
    await PushSend.updateOne({ _id }, { $set: { subscriptionIds } });
    await Promise.all([world.sweep(), world.sweep()]);
    expect(browser.pushes()).toHaveLength(2);
  });
});
