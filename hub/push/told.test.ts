import { beforeEach, describe, expect, test } from 'vitest';
import { updateOwnAgent } from '../domain/agent/update-agent.ts';
import { Agent } from '../domain/agent/model.ts';
import { Conversation } from '../domain/conversation/model.ts';
import { PushSend } from '../domain/push/model.ts';
import { presentConversation } from '../domain/conversation/present.ts';
import { tellMessage } from '../domain/conversation/recording/tell.ts';
import { useDatabase } from '../test/database.ts';
import { startPushWorld, type PushedAgent, type PushWorld } from './push.fixture.ts';

useDatabase();

let world: PushWorld;
let ann: PushedAgent;
let bob: PushedAgent;

beforeEach(async () => {
  world = await startPushWorld();
  ({ ann, bob } = world);
});

describe('a push', () => {
  test('of a new conversation goes to everybody on duty who may see it, and says who wrote what', async () => {
    const [annsBrowser, bobsBrowser] = [await ann.addBrowser(), await bob.addBrowser()];
    const eve = await world.addAgent();
    const evesBrowser = await eve.addBrowser();
    await Agent.updateOne({ _id: eve.agent._id }, { $set: { 'duty.onDuty': false } });

    const conversation = await world.open('Nora Nevs');
    await world.write(conversation, `Where is\n my order? ${'x'.repeat(200)}`);
    await world.settled();
    world.passMinutes(1 / 30);
    await world.sweep();

    const id = conversation._id.toHexString();
    const workspaceId = world.workspaceId.toHexString();
    expect(annsBrowser.shown()).toEqual([
      {
        v: 1,
        kind: 'newConversation',
        conversationId: id,
        workspaceId,
        title: 'New conversation: Nora Nevs',
        body: `Where is my order? ${'x'.repeat(120)}…`,
        tag: id,
        renotify: true,
        silent: false,
        url: `/admin/inbox/all/${id}?workspace=${workspaceId}`,
        at: '2037-06-10T12:00:00.000Z',
      },
    ]);
    expect(bobsBrowser.shown()).toHaveLength(1);
    expect(evesBrowser.pushes()).toEqual([]);
  });

  test('of a new conversation waits a moment for its first message', async () => {
    const browser = await ann.addBrowser();
    const conversation = await world.open();
    await world.settled();
    expect(browser.shown()).toEqual([]);

    await world.write(conversation, 'Hello there');
    await world.settled();
    world.passMinutes(1 / 30);
    await world.sweep();

    expect(browser.shown().map(({ body }) => body)).toEqual(['Hello there']);
  });

  test('of a new conversation is not sent where the customer never wrote', async () => {
    const browser = await ann.addBrowser();
    const conversation = await world.open();
    await Conversation.updateOne({ _id: conversation._id }, { $set: { preview: 'Hello from us' } });
    await world.settled();

    world.passMinutes(1);
    await world.sweep();

    expect(browser.pushes()).toEqual([]);
    expect(await PushSend.countDocuments({ dueAt: { $exists: true } })).toBe(0);
  });

  test('of a new conversation is not sent where a colleague was faster', async () => {
    const browser = await ann.addBrowser();
    const conversation = await world.open();
    await world.settled();

    await world.write(conversation, 'Hello there');
    await world.assign(bob, conversation, bob);
    world.passMinutes(1 / 30);
    await world.sweep();

    expect(browser.pushes()).toEqual([]);
  });

  test('of a conversation that is closed and written to again goes to those on duty', async () => {
    const browser = await ann.addBrowser();
    const conversation = await world.open();
    await world.settled();
    await PushSend.deleteMany();
    await Conversation.updateOne({ _id: conversation._id }, { $set: { preview: 'Me again', lastInboundAt: world.now() } });
    const view = presentConversation(world.hub, conversation);
    const told = {
      workspaceId: world.workspaceId.toHexString(),
      at: world.now(),
      actor: { type: 'contact', id: null, name: 'Ann Lee' },
    } as const;

    await world.hub.facts.announce({ ...told, id: 'a', type: 'conversation.reopened', data: { conversation: view, cause: 'agent' } });
    await world.settled();
    expect(browser.pushes()).toEqual([]);
    await world.hub.facts.announce({ ...told, id: 'b', type: 'conversation.reopened', data: { conversation: view, cause: 'message' } });
    await world.settled();

    expect(browser.shown().map(({ body }) => body)).toEqual(['Me again']);
  });

  test('of an assignment goes to whom it was given, not to who took it', async () => {
    const conversation = await world.open('Nora');
    await world.write(conversation, 'Hello');
    await world.settled();
    const [annsBrowser, bobsBrowser] = [await ann.addBrowser(), await bob.addBrowser()];
    await world.assign(bob, conversation, bob);
    await world.assign(bob, conversation, ann);
    await world.settled();

    expect(annsBrowser.shown()).toMatchObject([{ kind: 'assigned', title: 'Bob Agent gave you a conversation: Nora', body: 'Hello' }]);
    expect(bobsBrowser.pushes()).toEqual([]);

    await world.assign(null, conversation, bob);
    await world.settled();
    expect(bobsBrowser.shown()).toMatchObject([{ title: 'A conversation for you: Nora' }]);
  });

  test('of a mention goes to the mentioned, also when they would not see the conversation, not to the author', async () => {
    const conversation = await world.open('Nora');
    await world.assign(bob, conversation, bob);
    const eve = await world.addAgent({ scope: 'own', name: 'Eve Agent' });
    const [evesBrowser, bobsBrowser] = [await eve.addBrowser(), await bob.addBrowser()];

    await world.note(bob, conversation, 'Can you look, Eve?', [eve, bob]);
    await world.settled();

    expect(evesBrowser.shown()).toMatchObject([{ kind: 'mention', title: 'Bob Agent mentioned you: Nora', body: 'Can you look, Eve?' }]);
    expect(bobsBrowser.pushes()).toEqual([]);
  });

  test("of a customer's message goes to the assignee alone, and says what it was where there is no text", async () => {
    const conversation = await world.open('Nora');
    await world.assign(ann, conversation, ann);
    const [annsBrowser, bobsBrowser] = [await ann.addBrowser(), await bob.addBrowser()];

    await world.write(conversation, 'One more thing');
    await world.settled();
    await world.write(conversation, '', { location: { latitude: 1, longitude: 2 } });
    await world.settled();

    expect(annsBrowser.shown().map(({ kind, title, body }) => [kind, title, body])).toEqual([
      ['reply', 'Nora', 'One more thing'],
      ['reply', 'Nora', 'Place on the map'],
    ]);
    expect(bobsBrowser.pushes()).toEqual([]);
  });

  test("is in the agent's language, else the workspace's", async () => {
    const conversation = await world.open('Нора');
    await updateOwnAgent(world.hub, ann.actor, { language: 'ru' });
    const browser = await ann.addBrowser();

    await world.assign(bob, conversation, ann);
    await world.settled();

    expect(browser.shown()).toMatchObject([{ title: 'Bob Agent передаёт вам диалог: Нора', body: 'Новое сообщение' }]);
  });

  test('reaches both of two browsers', async () => {
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browsers = [await ann.addBrowser(), await ann.addBrowser()];

    await world.write(conversation, 'Hello');
    await world.settled();

    expect(browsers.map((browser) => browser.shown().map(({ body }) => body))).toEqual([['Hello'], ['Hello']]);
  });

  test('of one fact is sent once, however often it is told', async () => {
    const conversation = await world.open();
    await world.assign(ann, conversation, ann);
    const browser = await ann.addBrowser();

    const message = await world.write(conversation, 'Hello');
    await world.settled();
    // Changed meanwhile: it is told again under another revision.
    tellMessage(world.hub, { ...message, rev: message.rev + 1 }, await Conversation.findById(conversation._id).orFail().lean(), [
      'received',
    ]);
    tellMessage(world.hub, message, await Conversation.findById(conversation._id).orFail().lean(), ['received']);
    await world.settled();
    await world.sweep();

    expect(browser.pushes()).toHaveLength(1);
  });
});
