import { beforeEach, describe, expect, test } from 'vitest';
import { ObjectId } from '../core/ids.ts';
import { updateAgent } from '../domain/agent/update-agent.ts';
import { Agent } from '../domain/agent/model.ts';
import { deactivateAgent } from '../domain/agent/deactivate-agent.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { PushSend } from '../domain/push/model.ts';
import { endSessions } from '../domain/user/session.ts';
import { Message } from '../domain/timeline/model.ts';
import { useDatabase } from '../test/database.ts';
import { startPushWorld, type PushedAgent, type PushWorld } from './push.fixture.ts';

useDatabase();

let world: PushWorld;
let ann: PushedAgent;

beforeEach(async () => {
  world = await startPushWorld();
  ({ ann } = world);
});

describe('nobody is told', () => {
  /** What a new browser of Ann's shows of a message in a conversation of hers, after something changed. */
  async function hears(change: () => Promise<unknown>) {
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browser = await ann.addBrowser();
    await world.settled();
    await change();
    await world.write(conversation, 'Hello');
    await world.settled();
    return browser.shown();
  }

  test('who does not want that kind, and in silence who wants no sound', async () => {
    const silent = [{ body: 'Hello', silent: true }];

    expect(await hears(() => ann.prefer({ notifications: { reply: { push: false } } }))).toEqual([]);
    expect(await hears(() => ann.prefer({ notifications: { reply: { push: true, sound: false } } }))).toMatchObject(silent);
    expect(await hears(() => ann.prefer({ notifications: { reply: { sound: true }, mention: { push: false } } }))).toMatchObject([
      { silent: false },
    ]);
    expect(await hears(() => ann.prefer({ sounds: false }))).toMatchObject(silent);
  });

  test('while it is quiet by the clock of the agent, and it is not made up for', async () => {
    const quiet = { quietHours: { isOn: true, from: '22:00', to: '08:00' } };
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browser = await ann.addBrowser();
    await ann.prefer(quiet);
    const counts: number[] = [];
    // In Berlin, on the evening before the clocks change and in the morning after.
    for (const at of ['2026-03-28T20:59:00Z', '2026-03-28T21:00:00Z', '2026-03-29T05:59:00Z', '2026-03-29T06:00:00Z']) {
      world.goTo(at);
      await world.write(conversation, at);
      await world.settled();
      await world.sweep();
      counts.push(browser.pushes().length);
    }
    expect(counts).toEqual([1, 1, 1, 2]);

    await Agent.updateOne({ _id: ann.agent._id }, { $set: { timeZone: 'Asia/Tokyo' } });
    world.goTo('2037-06-10T13:30:00Z');
    await world.write(conversation, 'half past ten in the evening there');
    await world.settled();
    expect(browser.pushes()).toHaveLength(2);
  });

  test('who looks at the conversation at that moment', async () => {
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browser = await ann.addBrowser();

    world.watch(ann, conversation._id);
    await world.write(conversation, 'seen');
    await world.settled();
    world.watch(ann, new ObjectId());
    await world.write(conversation, 'not seen');
    await world.settled();

    expect(browser.shown().map(({ body }) => body)).toEqual(['not seen']);
  });

  test('of a blocked contact', async () => {
    expect(await hears(() => Conversation.updateMany({}, { $set: { 'contact.blocked': true } }))).toEqual([]);
  });

  test('whose seat was closed', async () => {
    const owner = await Agent.findOne({ workspaceId: world.workspaceId, role: 'owner' }).orFail();
    const boss = await world.addAgent({ role: 'owner' });
    const nothing = () => Promise.resolve();

    expect(await hears(() => deactivateAgent(world.hub, boss.actor, { agentId: ann.agent._id, reassignTo: owner._id }, nothing))).toEqual(
      [],
    );
  });

  test('whose session has ended', async () => {
    expect(await hears(() => endSessions(ann.user._id))).toEqual([]);
  });

  test('who may not see the conversation any more', async () => {
    const boss = await world.addAgent({ role: 'owner' });
    const overrides = { added: [], removed: ['conversation.view' as const] };

    expect(await hears(() => updateAgent(world.hub, boss.actor, ann.agent._id, { overrides }))).toEqual([]);
  });

  test('of a new conversation that the scope hides', async () => {
    const hidden = await world.addAgent({ scope: 'department' });
    const browser = await hidden.addBrowser();
    const conversation = await world.open();
    await Conversation.updateOne({ _id: conversation._id }, { $set: { departmentId: new ObjectId() } });

    await world.write(conversation, 'Hello');
    world.passMinutes(1);
    await world.settled();
    await world.sweep();

    expect(browser.pushes()).toEqual([]);
  });

  test('of a message that was deleted before it went out', async () => {
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browser = await ann.addBrowser();
    world.service.answer({ status: 503 });
    const message = await world.write(conversation, 'Oops');
    await world.settled();

    world.service.answer({ status: 201 });
    await Message.updateOne({ _id: message._id }, { $set: { deletedAt: world.now() } });
    world.passMinutes(1);
    await world.sweep();

    expect(browser.shown()).toEqual([]);
  });

  test('of what is told an hour late', async () => {
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browser = await ann.addBrowser();
    const late = new Date(world.now().getTime() - 3_600_000);

    await world.write(conversation, 'long ago', { updatedAt: late });
    await world.settled();

    expect(browser.pushes()).toEqual([]);
    expect(await PushSend.countDocuments({ kind: 'reply' })).toBe(0);
  });
});
