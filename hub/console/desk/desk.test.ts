import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import * as contacts from '../../api/customers/contacts.ts';
import * as conversations from '../../api/customers/conversations.ts';
import * as messages from '../../api/customers/messages.ts';
import { setDuty } from '../../domain/agent/update-agent.ts';
import { Agent } from '../../domain/agent/model.ts';
import { Conversation } from '../../domain/conversation/model.ts';
import { Department } from '../../domain/department/model.ts';
import { createDepartment } from '../../domain/department/save-department.ts';
import { Message } from '../../domain/timeline/model.ts';
import { useHub } from '../../test/start-hub.ts';
import { endBlocks } from '../due/unblock.ts';
import { openConsole, type ConsoleWorld } from '../console.fixture.ts';
import { createDesk } from './desk.ts';

const hubUnderTest = useHub();

/** The desk as the console has it, without a bot. */
function deskOf({ workspaceId }: ConsoleWorld) {
  return createDesk({ hub: hubUnderTest().hub, workspaceId, ring: () => undefined, escalate: () => Promise.resolve() });
}

/** A customer's first message, stored. */
async function openConversation(world: ConsoleWorld, words = 'Hello'): Promise<string> {
  const carl = hubUnderTest().telegram.createUser({ firstName: 'Carl' });
  const before = await Conversation.countDocuments({ workspaceId: world.workspaceId });
  carl.sendText(world.customers, words);
  await expect.poll(() => Conversation.countDocuments({ workspaceId: world.workspaceId, seq: { $gt: 0 } })).toBe(before + 1);
  const opened = await Conversation.findOne({ workspaceId: world.workspaceId }).sort({ number: -1 }).orFail();
  return opened._id.toHexString();
}

test('what a colleague writes in the web, and a note, are shown to the assignee in Telegram', async () => {
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const conversationId = await openConversation(world);
  await ann.press(await ann.waitForButton('Take'), 'Take');

  await world.client.call(messages.sendMessage, { params: { conversationId }, body: { kind: 'text', text: 'From the web' } });
  await world.client.call(messages.sendMessage, { params: { conversationId }, body: { kind: 'note', text: 'Only for us' } });

  await ann.waitForText('From the web');
  expect((await ann.waitForText('Only for us')).text).toContain('Note by');
});

test('of a blocked contact nobody is told', async () => {
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const conversationId = await openConversation(world);
  await ann.waitForButton('Take');
  const desk = deskOf(world);
  await Agent.updateOne({ _id: ann.agent._id }, { $set: { role: 'admin' } });

  const { isContactBlocked } = await desk.conversations.blockContact(ann.agent._id.toHexString(), conversationId, true);

  expect(isContactBlocked).toBe(true);
  expect(await desk.conversations.recipients(conversationId)).toEqual({ agents: [], group: null, isNobodyOnDuty: false });
  const { contact } = await world.client.call(conversations.getConversation, { params: { conversationId } });
  expect(await world.client.call(contacts.getContact, { params: { contactId: contact.id } })).toMatchObject({ blocked: true });
});

test('a block for a time ends by itself, one for good does not', async () => {
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann', { role: 'admin' });
  const conversationId = await openConversation(world);
  const desk = deskOf(world);
  const annsId = ann.agent._id.toHexString();
  const isBlocked = async () => (await desk.conversations.get(annsId, conversationId)).isContactBlocked;

  await desk.conversations.blockContact(annsId, conversationId, true, { until: new Date(Date.now() + 500) });
  expect(await isBlocked()).toBe(true);
  await expect.poll(isBlocked, { timeout: 15_000 }).toBe(false);
  await desk.conversations.blockContact(annsId, conversationId, true, { until: new Date(Date.now() - 1) });
  await desk.conversations.blockContact(annsId, conversationId, true);
  await endBlocks({ hub: hubUnderTest().hub, workspaceId: world.workspaceId });
  expect(await isBlocked()).toBe(true);
}, 20_000);

test('a conversation of a department is for its members on duty; without any, for everybody who may see it', async () => {
  const { hub } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const [ann, bob, cleo] = [await world.link('Ann'), await world.link('Bob'), await world.link('Cleo', { scope: 'own' })];
  const department = await createDepartment(hub, (await world.link('Olga', { role: 'owner' })).actor, {
    name: 'Sales',
    description: '',
    memberIds: [bob.agent._id],
  });
  const conversationId = await openConversation(world);
  const desk = deskOf(world);
  const told = async () =>
    (await desk.conversations.recipients(conversationId)).agents.map(({ chatId }) => Number(chatId)).sort((a, b) => a - b);

  expect(await told()).toContain(cleo.phone.id);
  const sales = await Department.findById(department.id).orFail();
  await Conversation.updateOne({ _id: conversationId }, { $set: { departmentId: sales._id } });
  expect(await told()).toEqual([bob.phone.id]);
  await setDuty(hub, bob.actor, false);
  const others = await told();
  expect(others).toContain(ann.phone.id);
  // Cleo sees only what is her own or nobody's, and this is the department's.
  expect(others).not.toContain(cleo.phone.id);
});

test('an agent sees and does only what the seat may: refusals have the codes of the web', async () => {
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const cleo = await world.link('Cleo', { scope: 'own' });
  const conversationId = await openConversation(world);
  const desk = deskOf(world);
  const [annsId, cleosId] = [ann.agent._id.toHexString(), cleo.agent._id.toHexString()];
  await desk.conversations.take(annsId, conversationId);

  await expect(desk.conversations.get(cleosId, conversationId)).rejects.toMatchObject({ code: 'conversation.unknown' });
  const [message] = await desk.conversations.history(annsId, conversationId, { limit: 10 });
  await expect(desk.messages.get(cleosId, message?.id ?? '')).rejects.toMatchObject({ code: 'conversation.unknown' });
  await expect(desk.conversations.take(annsId, 'no id')).rejects.toMatchObject({ code: 'conversation.unknown' });
  await Agent.updateOne({ _id: ann.agent._id }, { $set: { overrides: { added: [], removed: ['conversation.close'] } } });
  await expect(desk.conversations.close(annsId, conversationId)).rejects.toMatchObject({ code: 'permission.missing' });
  await Agent.updateOne({ _id: ann.agent._id }, { $set: { isActive: false } });
  await expect(desk.conversations.get(annsId, conversationId)).rejects.toMatchObject({ code: 'agent.unknown' });
});

test('who takes second is told who was first', async () => {
  const world = await openConsole(hubUnderTest());
  const [ann, bob] = [await world.link('Ann'), await world.link('Bob')];
  const conversationId = await openConversation(world);
  const desk = deskOf(world);
  await desk.conversations.take(ann.agent._id.toHexString(), conversationId);

  await expect(desk.conversations.take(bob.agent._id.toHexString(), conversationId)).rejects.toMatchObject({
    code: 'conversation.taken',
    details: { assigneeName: 'Ann', since: expect.stringMatching(/Z$/) as string },
  });
});

test('the conversations of who left go back to the queue, but not by somebody who may not take over', async () => {
  const world = await openConsole(hubUnderTest());
  const [ann, bob] = [await world.link('Ann'), await world.link('Bob')];
  const ids = [await openConversation(world, 'one'), await openConversation(world, 'two')];
  const desk = deskOf(world);
  const [annsId, bobsId] = [ann.agent._id.toHexString(), bob.agent._id.toHexString()];
  for (const id of ids) await desk.conversations.take(bobsId, id);
  expect(await desk.digest()).toMatchObject({ agents: [{ name: 'Bob', open: 2 }] });

  const missing = { code: 'permission.missing' };
  await expect(desk.conversations.putBack(annsId, bobsId)).rejects.toMatchObject(missing);
  await expect(desk.conversations.assign(annsId, ids[0] ?? '', { agentId: annsId })).rejects.toMatchObject(missing);
  await Agent.updateOne({ _id: ann.agent._id }, { $set: { overrides: { added: ['conversation.take-over'], removed: [] } } });
  expect(await desk.conversations.putBack(annsId, bobsId)).toBe(2);
  expect(await desk.conversations.putBack(annsId, bobsId)).toBe(0);
  expect((await desk.conversations.queue(annsId, 5, 0)).total).toBe(2);
});

test('lists count to a hundred, the longest waiting first in the queue', async () => {
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const ids = [await openConversation(world, 'one'), await openConversation(world, 'two'), await openConversation(world, 'three')];
  const desk = deskOf(world);
  const annsId = ann.agent._id.toHexString();

  const page = await desk.conversations.queue(annsId, 2, 1);
  expect(page.total).toBe(3);
  expect(page.items.map(({ id }) => id)).toEqual(ids.slice(1));
  await desk.conversations.take(annsId, ids[0] ?? '');
  expect(await desk.conversations.mine(annsId, 5, 0)).toMatchObject({ total: 1, items: [{ id: ids[0], assigneeName: 'Ann' }] });
  expect(await desk.agents.find(annsId)).toMatchObject({ load: 1, isOnDuty: true });
  expect(await desk.status()).toMatchObject({
    unassigned: 2,
    onDuty: 1,
    parkedUpdates: 0,
    channels: [{ name: 'Shop', provider: 'telegram' }],
  });
  expect(await desk.digest()).toMatchObject({ opened: 3, closed: 0 });
});

test('the same upload twice is one file, and an attachment is opened by its own id', async () => {
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const conversationId = await openConversation(world);
  const desk = deskOf(world);
  const upload = () =>
    desk.files.upload(ann.agent._id.toHexString(), {
      kind: 'document',
      name: 'a.txt',
      mimeType: 'text/plain',
      clientId: '1:unique',
      stream: Readable.from([Buffer.from('hello')]),
    });
  const first = await upload();
  expect(await upload()).toEqual(first);

  const sent = await desk.messages.send(ann.agent._id.toHexString(), conversationId, {
    kind: 'note',
    text: '',
    attachments: [first.id],
    clientId: 'x',
  });
  const attachmentId = sent.attachments[0]?.id ?? '';
  expect(await text((await desk.files.open(attachmentId)).stream)).toBe('hello');
  // A desk that has not read the message finds it too.
  const again = await deskOf(world).files.open(attachmentId);
  again.stream.destroy();
  expect(again.name).toBe('a.txt');
  await expect(desk.files.open('none')).rejects.toMatchObject({ code: 'file.unknown' });
  expect(await Message.countDocuments({ conversationId, kind: 'note' })).toBe(1);
});
