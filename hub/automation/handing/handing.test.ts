import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as departments from '../../api/team/departments.ts';
import { updateWorkspace } from '../../api/team/workspaces.ts';
import type { Client } from '../../api/client.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { systemActor } from '../../core/actor.ts';
import { deactivateAgent } from '../../domain/agent/deactivate-agent.ts';
import { getAgent } from '../../domain/agent/get-agent.ts';
import { setDuty, updateAgent } from '../../domain/agent/update-agent.ts';
import { assignConversation } from '../../domain/conversation/handing/assign.ts';
import { reassignConversations } from '../../domain/conversation/handing/hand-over.ts';
import { buildQueue, setWorkspace, type QueueWorld } from '../../domain/conversation/handing/queue.fixture.ts';
import type { ConversationRecord } from '../../domain/conversation/model.ts';
import { closeConversation, reopenConversation } from '../../domain/conversation/status/close.ts';
import { snoozeConversation } from '../../domain/conversation/status/snooze.ts';
import { wakeSnoozed } from '../../domain/conversation/status/wake.ts';
import { tellMessage } from '../../domain/conversation/recording/tell.ts';
import { Message, type MessageRecord } from '../../domain/timeline/model.ts';
import { ObjectId } from '../../core/ids.ts';
import { listenForHanding } from '../../listeners/handing.ts';
import { useDatabase } from '../../test/database.ts';
import { buildToken } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes } from '../../test/start-http.ts';
import { startHanding, type HandingWorker } from './start-handing.ts';

useDatabase();

const patience = { timeout: 10_000, interval: 20 };
let hub: Hub;
let worker: HandingWorker;

beforeEach(() => {
  ({ hub, worker } = start());
});

function start() {
  const started = createTestHub();
  const handing = startHanding(started);
  const unlisten = listenForHanding(started, handing);
  onTestFinished(async () => {
    unlisten();
    await handing.stop();
    await started.announcer.settled();
  });
  return { hub: started, worker: handing };
}

async function clientOf({ workspaceId }: QueueWorld): Promise<Client> {
  const http = await startHttp(hub, { routes: testRoutes(hub) });
  return http.client({ token: await buildToken(hub, workspaceId) });
}

function untilHasIt(world: QueueWorld, conversation: ConversationRecord, agentId: ObjectId | null) {
  return vi.waitFor(async () => expect((await world.find(conversation)).assigneeId).toEqual(agentId), patience);
}

describe('what waits is handed out at once when', () => {
  let world: QueueWorld;
  beforeEach(async () => {
    world = await buildQueue([hub], { mode: 'round-robin', limit: 1 });
  });

  test('an agent opens a window', async () => {
    const { agent } = await world.addAgent({ isThere: false });
    const conversation = await world.addConversation();

    hub.presence.connected(world.workspaceId, agent._id, 'laptop');

    await untilHasIt(world, conversation, agent._id);
  });

  test('an agent comes on duty, or gets a higher limit', async () => {
    const { agent, actor } = await world.addAgent();
    await setDuty(hub, actor, false);
    const [first, second] = [await world.addConversation(), await world.addConversation()];

    await setDuty(hub, actor, true);
    await untilHasIt(world, first, agent._id);
    await updateAgent(hub, systemActor(world.workspaceId), agent._id, { conversationLimit: 2 });
    await untilHasIt(world, second, agent._id);
  });

  test('an agent closes, snoozes or passes on another one', async () => {
    const { agent, actor } = await world.addAgent();
    const away = await world.addAgent({ isThere: false });
    const all = [
      await world.addConversation(),
      await world.addConversation(),
      await world.addConversation(),
      await world.addConversation(),
    ];
    const [first, second, third, fourth] = all.map((each) => ({ each, conversationId: each._id.toHexString() }));
    if (!first || !second || !third || !fourth) throw new Error('four were made');
    await worker.sweep();
    await untilHasIt(world, first.each, agent._id);

    await closeConversation(hub, actor, first.conversationId);
    await untilHasIt(world, second.each, agent._id);
    await snoozeConversation(hub, actor, { conversationId: second.conversationId, until: null });
    await untilHasIt(world, third.each, agent._id);
    await assignConversation(hub, actor, { conversationId: third.conversationId, agentId: away.agent._id.toHexString() });
    await untilHasIt(world, fourth.each, agent._id);
  });

  test('a conversation is given to the department', async () => {
    const { agent } = await world.addAgent();
    const conversation = await world.addConversation({ departmentId: null });

    await assignConversation(hub, systemActor(world.workspaceId), {
      conversationId: conversation._id.toHexString(),
      agentId: null,
      departmentId: world.departmentId.toHexString(),
    });

    await untilHasIt(world, conversation, agent._id);
  });

  test('a customer writes the first message, told once or more', async () => {
    const { agent } = await world.addAgent();
    const conversation = await world.addConversation();
    const message = await firstMessage(conversation);

    tellMessage(hub, message, conversation, ['received']);
    tellMessage(hub, message, conversation, ['received']);

    await untilHasIt(world, conversation, agent._id);
    await hub.announcer.settled();
    await worker.sweep();
    expect(await world.assignments(conversation)).toHaveLength(1);
  });

  test('the department, or the workspace, begins to hand out', async () => {
    const client = await clientOf(world);
    const { agent } = await world.addAgent();
    const params = { departmentId: world.departmentId.toHexString() };
    await client.call(departments.updateDepartment, { params, body: { handing: { mode: 'manual', limit: null } } });
    const [own, common] = [await world.addConversation(), await world.addConversation({ departmentId: null })];

    await client.call(departments.updateDepartment, { params, body: { handing: { mode: 'least-busy', limit: 5 } } });
    await untilHasIt(world, own, agent._id);
    await client.call(updateWorkspace, { body: { settings: { handing: { mode: 'round-robin', limit: null } } } });
    await untilHasIt(world, common, agent._id);
  });

  test('a snoozed one wakes, or a closed one is opened again', async () => {
    const { agent } = await world.addAgent();
    await updateAgent(hub, systemActor(world.workspaceId), agent._id, { conversationLimit: 5 });
    const snoozed = await world.addConversation({ status: 'snoozed', snoozedUntil: new Date(Date.now() - 1000) });
    const closed = await world.addConversation({ status: 'closed', closedAt: new Date() });
    await worker.sweep();
    expect(await world.loads([{ agent }])).toEqual([0]);

    await wakeSnoozed(hub);
    await untilHasIt(world, snoozed, agent._id);
    await reopenConversation(hub, systemActor(world.workspaceId), closed._id.toHexString());
    await untilHasIt(world, closed, agent._id);
  });

  test('a colleague leaves the team', async () => {
    const leaving = await world.addAgent();
    const conversation = await world.addConversation();
    await worker.sweep();
    await untilHasIt(world, conversation, leaving.agent._id);
    const staying = await world.addAgent();

    await deactivateAgent(hub, systemActor(world.workspaceId), { agentId: leaving.agent._id, reassignTo: null }, (actor, from, to) =>
      reassignConversations(hub, actor, from, to),
    );

    await untilHasIt(world, conversation, staying.agent._id);
  });
});

test('what every ring missed is found by the sweep, and two hubs hand it out once', async () => {
  const other = start();
  const world = await buildQueue([hub, other.hub], { mode: 'least-busy', limit: null });
  const agents = [await world.addAgent(), await world.addAgent()];
  const conversations = [];
  for (let made = 0; made < 6; made += 1) conversations.push(await world.addConversation());

  await Promise.all([worker.sweep(), other.worker.sweep()]);

  expect(await world.loads(agents)).toEqual([3, 3]);
  expect((await Promise.all(conversations.map((each) => world.assignments(each)))).map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('since when an agent is away is kept as it happens and forgotten when they are back', async () => {
  const world = await buildQueue([hub], { mode: 'manual', limit: null });
  const { agent, actor } = await world.addAgent({ isThere: false });
  const awaySince = async () => (await getAgent(actor, agent._id)).awaySince;

  const window = hub.presence.connected(world.workspaceId, agent._id, 'laptop');
  window.setState('idle');
  await vi.waitFor(async () => expect(await awaySince()).toBeInstanceOf(Date), patience);
  window.setState('active');
  await vi.waitFor(async () => expect(await awaySince()).toBeUndefined(), patience);
  await setDuty(hub, actor, false);
  await vi.waitFor(async () => expect(await awaySince()).toBeInstanceOf(Date), patience);
});

describe('an answer to what nobody has', () => {
  async function answer(world: QueueWorld, autoAssignOnReply: boolean) {
    await setWorkspace(hub, world, { autoAssignOnReply });
    const ann = await world.addAgent();
    const conversation = await world.addConversation({ lastReply: { seq: 1, by: ann.agent._id } });
    const message = await firstMessage(conversation, { type: 'agent', id: ann.agent._id, name: 'Ann' });
    tellMessage(hub, message, conversation, ['sent']);
    tellMessage(hub, message, conversation, ['sent']);
    await hub.announcer.settled();
    return { ann, conversation };
  }

  test('takes it where the workspace wants that, once', async () => {
    const world = await buildQueue([hub], { mode: 'manual', limit: null });

    const { ann, conversation } = await answer(world, true);

    expect((await world.find(conversation)).assigneeId).toEqual(ann.agent._id);
    expect(await world.assignments(conversation)).toMatchObject([{ toAgentId: ann.agent._id.toHexString(), by: 'reply' }]);
  });

  test('leaves it to all otherwise', async () => {
    const world = await buildQueue([hub], { mode: 'manual', limit: null });

    const { conversation } = await answer(world, false);

    expect((await world.find(conversation)).assigneeId).toBeNull();
  });
});

async function firstMessage(
  conversation: ConversationRecord,
  author: MessageRecord['author'] = { type: 'contact', id: conversation.contactId, name: 'Ann' },
): Promise<MessageRecord> {
  const at = hub.now();
  const direction = author.type === 'contact' ? 'in' : 'out';
  const created = await Message.create({
    _id: new ObjectId(),
    workspaceId: conversation.workspaceId,
    conversationId: conversation._id,
    channelId: conversation.channelId,
    chatId: conversation.chatId,
    seq: 1,
    rev: 1,
    direction,
    kind: 'text',
    author,
    text: 'Hello',
    format: 'plain',
    externalId: null,
    clientId: null,
    sentAt: at,
    createdAt: at,
    updatedAt: at,
  });
  return created.toObject();
}
