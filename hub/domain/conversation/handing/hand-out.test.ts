import { beforeEach, describe, expect, test } from 'vitest';
import type { FactOf } from '../../../api/facts.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { useDatabase } from '../../../test/database.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { Agent } from '../../agent/model.ts';
import { setDuty } from '../../agent/update-agent.ts';
import { closeConversation } from '../status/close.ts';
import { assignConversation, takeConversation } from './assign.ts';
import { handOut } from './hand-out.ts';
import { buildQueue, setWorkspace } from './queue.fixture.ts';

useDatabase();

const hub = createTestHub();
const holder = 'one';

beforeEach(() => hub.announcer.settled());

const pass = (world: { workspaceId: Parameters<typeof handOut>[1] }, by = hub) => handOut(by, world.workspaceId, { holder });

describe('by turns', () => {
  test('each agent gets as many as the others, and the next pass goes on where the last one ended', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: null });
    const agents = [await world.addAgent(), await world.addAgent(), await world.addAgent()];
    const [ann, bo, cy] = agents.map(({ agent }) => agent._id);

    const first = [await world.addConversation(), await world.addConversation()];
    await pass(world);
    const later = [await world.addConversation(), await world.addConversation()];
    await pass(world);

    const given = await Promise.all([...first, ...later].map(async (each) => (await world.find(each)).assigneeId));
    expect(given).toEqual([ann, bo, cy, ann]);
  });

  test('the timeline and the fact say that nobody decided it', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: 5 });
    const { agent } = await world.addAgent();
    const conversation = await world.addConversation();
    const facts: FactOf<'conversation.assigned'>[] = [];
    const stop = hub.facts.on('conversation.assigned', 'test', (fact) => void facts.push(fact));

    expect(await pass(world)).toBe(1);
    stop();

    const data = {
      fromAgentId: null,
      toAgentId: agent._id.toHexString(),
      departmentId: world.departmentId.toHexString(),
      by: 'round-robin',
    };
    expect(await world.assignments(conversation)).toEqual([data]);
    expect(facts).toMatchObject([{ actor: { type: 'system' }, data }]);
  });

  test('whoever waits urgently comes first, then whoever waits longest', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: 2 });
    await world.addAgent();
    const [first, second, urgent] = [
      await world.addConversation(),
      await world.addConversation(),
      await world.addConversation({ priority: 'urgent' }),
    ];

    await pass(world);

    const given = await Promise.all([first, second, urgent].map(async (each) => (await world.find(each)).assigneeId !== null));
    expect(given).toEqual([true, false, true]);
  });
});

describe('to the least busy', () => {
  test('goes to whoever has the fewest open ones, whoever opened or took them', async () => {
    const world = await buildQueue([hub], { mode: 'least-busy', limit: null });
    const [ann, bo] = [await world.addAgent(), await world.addAgent()];
    for (let own = 0; own < 3; own += 1) await world.addConversation({ assigneeId: ann.agent._id, departmentId: null });
    for (let own = 0; own < 4; own += 1) await world.addConversation({ assigneeId: bo.agent._id, status: 'snoozed' });
    for (let made = 0; made < 5; made += 1) await world.addConversation();

    await pass(world);

    expect(await world.loads([ann, bo])).toEqual([4, 4]);
  });
});

describe('the limit', () => {
  test('holds when two hubs hand out fifty conversations at once: three agents get five each, nobody shares one', async () => {
    const other = createTestHub();
    const world = await buildQueue([hub, other], { mode: 'round-robin', limit: 5 });
    const agents = [await world.addAgent(), await world.addAgent(), await world.addAgent()];
    const conversations = [];
    for (let made = 0; made < 50; made += 1) conversations.push(await world.addConversation());

    const handed = await Promise.all([
      handOut(hub, world.workspaceId, { holder: 'one' }),
      handOut(other, world.workspaceId, { holder: 'two' }),
      handOut(hub, world.workspaceId, { holder: 'one' }),
    ]);

    expect(handed.reduce((sum, each) => sum + each, 0)).toBe(15);
    expect(await world.loads(agents)).toEqual([5, 5, 5]);
    const told = await Promise.all(conversations.map((each) => world.assignments(each)));
    expect(told.filter(({ length }) => length === 1)).toHaveLength(15);
    expect(told.filter(({ length }) => length > 1)).toEqual([]);
    await other.announcer.settled();
  });

  test('of an agent counts more than that of the queue, and none means nothing', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: 2 });
    const [ann, bo, cy] = [await world.addAgent(), await world.addAgent(), await world.addAgent()];
    await Agent.updateOne({ _id: ann.agent._id }, { $set: { conversationLimit: 4 } });
    await Agent.updateOne({ _id: bo.agent._id }, { $set: { conversationLimit: 0 } });
    for (let made = 0; made < 9; made += 1) await world.addConversation();

    await pass(world);

    expect(await world.loads([ann, bo, cy])).toEqual([4, 0, 2]);
  });

  test('is free again once one is closed', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: 1 });
    const ann = await world.addAgent();
    const [first, second] = [await world.addConversation(), await world.addConversation()];
    await pass(world);
    expect(await pass(world)).toBe(0);

    await closeConversation(hub, ann.actor, first._id.toHexString());
    await pass(world);

    expect((await world.find(second)).assigneeId).toEqual(ann.agent._id);
  });
});

describe('nothing is handed', () => {
  test('to who is away, off duty, in another department, without the right to answer, or gone', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: null });
    await world.addAgent({ isThere: false });
    await world.addAgent({ departmentIds: [] });
    await setDuty(hub, (await world.addAgent()).actor, false);
    await Agent.updateOne(
      { _id: (await world.addAgent()).agent._id },
      { $set: { overrides: { added: [], removed: ['conversation.reply'] } } },
    );
    await Agent.updateOne({ _id: (await world.addAgent()).agent._id }, { $set: { isActive: false } });
    await world.addConversation();

    expect(await pass(world)).toBe(0);
  });

  test('of what somebody has, what is snoozed or closed, what a workflow handles, of a blocked contact, or before the first message', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: null });
    const { agent } = await world.addAgent();
    await world.addConversation({ assigneeId: agent._id });
    await world.addConversation({ status: 'snoozed' });
    await world.addConversation({ status: 'closed' });
    await world.addConversation({ handledBy: 'bot' });
    await world.addConversation({ contact: { name: 'Spam', blocked: true } });
    await world.addConversation({ previewSeq: 0 });

    expect(await pass(world)).toBe(0);
  });

  test('by hand, whatever the limit says', async () => {
    const world = await buildQueue([hub], { mode: 'manual', limit: 3 });
    await world.addAgent();
    await world.addConversation();
    await world.addConversation({ departmentId: null });

    expect(await pass(world)).toBe(0);
  });

  test('back to the agent who just put it in the queue, but to a colleague', async () => {
    const world = await buildQueue([hub], { mode: 'round-robin', limit: null });
    const ann = await world.addAgent();
    const conversation = await world.addConversation();
    const conversationId = conversation._id.toHexString();
    await pass(world);
    await assignConversation(hub, ann.actor, { conversationId, agentId: null });

    expect(await pass(world)).toBe(0);

    const bo = await world.addAgent();
    expect(await pass(world)).toBe(1);
    expect((await world.find(conversation)).assigneeId).toEqual(bo.agent._id);
  });
});

test('what is of no department goes by the setting of the workspace to anybody who may answer', async () => {
  const world = await buildQueue([hub], { mode: 'manual', limit: null });
  const [ann, bo] = [await world.addAgent({ departmentIds: [] }), await world.addAgent()];
  await setWorkspace(hub, world, { handing: { mode: 'round-robin', limit: 1 } });
  const [common, second, own] = [
    await world.addConversation({ departmentId: null }),
    await world.addConversation({ departmentId: null }),
    await world.addConversation(),
  ];

  await pass(world);

  expect((await world.find(common)).assigneeId).toEqual(ann.agent._id);
  expect((await world.find(second)).assigneeId).toEqual(bo.agent._id);
  expect((await world.find(own)).assigneeId).toBeNull();
});

test('who takes one while it is handed out keeps it', async () => {
  const world = await buildQueue([hub], { mode: 'round-robin', limit: null });
  const [ann, bo] = [await world.addAgent(), await world.addAgent({ isThere: false })];
  const conversations = [];
  for (let made = 0; made < 12; made += 1) conversations.push(await world.addConversation());

  const [handed, ...taken] = await Promise.all([
    pass(world),
    ...conversations.map(({ _id }) =>
      takeConversation(hub, bo.actor, { conversationId: _id.toHexString() }).then(
        () => 1,
        () => 0,
      ),
    ),
  ]);

  const [ofAnn = 0, ofBo = 0] = await world.loads([ann, bo]);
  expect(ofAnn).toBe(handed);
  expect(ofBo).toBe(taken.reduce<number>((sum, each) => sum + each, 0));
  expect(ofAnn + ofBo).toBe(12);
});

test('a seat that closes right after something was handed to it gives it up', async () => {
  const world = await buildQueue([hub], { mode: 'round-robin', limit: null });
  const ann = await world.addAgent();
  const conversation = await world.addConversation();
  const closing: Hub = {
    ...hub,
    timelines: {
      size: 0,
      run: async (key, task) => {
        const result = await hub.timelines.run(key, task);
        await Agent.updateOne({ _id: ann.agent._id }, { $set: { isActive: false } });
        return result;
      },
    },
  };

  expect(await pass(world, closing)).toBe(0);

  expect((await world.find(conversation)).assigneeId).toBeNull();
  expect(await world.assignments(conversation)).toMatchObject([
    { by: 'round-robin' },
    { fromAgentId: ann.agent._id.toHexString(), by: 'away' },
  ]);
});
