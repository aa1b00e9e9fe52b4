import { beforeEach, describe, expect, test } from 'vitest';
import type { Hub } from '../../../core/parts/hub.ts';
import { useDatabase } from '../../../test/database.ts';
import type { BuiltAgent } from '../../../test/factories.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { noteAvailability } from '../../agent/availability.ts';
import { getAgent } from '../../agent/get-agent.ts';
import { setDuty } from '../../agent/update-agent.ts';
import { sendMessage } from '../sending/send-message.ts';
import { Conversation } from '../model.ts';
import { assignConversation, takeConversation } from './assign.ts';
import { giveBackUntouched } from './give-back.ts';
import { handOut } from './hand-out.ts';
import { buildQueue, setWorkspace, type QueueWorld } from './queue.fixture.ts';

useDatabase();

const minute = 60_000;
let time = Date.parse('2027-03-01T09:00:00Z');
let hub: Hub;
let world: QueueWorld;
let ann: BuiltAgent;

beforeEach(async () => {
  hub = createTestHub({ now: () => new Date(time) });
  world = await buildQueue([hub], { mode: 'round-robin', limit: null });
  await setWorkspace(hub, world, { giveBackAfterMinutes: 10 });
  ann = await world.addAgent();
});

const pass = (minutes: number) => {
  time += minutes * minute;
};

async function give() {
  const conversation = await world.addConversation();
  await takeConversation(hub, ann.actor, { conversationId: conversation._id.toHexString() });
  return conversation;
}

async function note(conversation: { _id: { toHexString(): string } }) {
  await sendMessage(hub, ann.actor, conversation._id.toHexString(), {
    kind: 'note',
    text: 'She called before',
    format: 'plain',
    attachments: [],
    force: false,
  });
}

describe('an agent who goes off duty', () => {
  test('gives back what is untouched after the time that the workspace sets, and the timeline says why', async () => {
    const conversation = await give();
    await setDuty(hub, ann.actor, false);
    pass(9);
    expect(await giveBackUntouched(hub)).toBe(0);

    pass(1);
    expect(await giveBackUntouched(hub)).toBe(1);

    expect(await world.find(conversation)).toMatchObject({ status: 'open', assigneeId: null, departmentId: world.departmentId });
    expect((await world.assignments(conversation)).at(-1)).toEqual({
      fromAgentId: ann.agent._id.toHexString(),
      toAgentId: null,
      departmentId: world.departmentId.toHexString(),
      by: 'away',
    });
    expect(await giveBackUntouched(hub)).toBe(0);
  });

  test('has it handed to a colleague who is there', async () => {
    const conversation = await give();
    const bo = await world.addAgent();
    await setDuty(hub, ann.actor, false);
    pass(10);
    await giveBackUntouched(hub);

    await handOut(hub, world.workspaceId, { holder: 'one' });

    expect((await world.find(conversation)).assigneeId).toEqual(bo.agent._id);
  });

  test('keeps what was answered or noted upon, what is snoozed, and what was given only now', async () => {
    const [noted, answered, snoozed] = [await give(), await give(), await give()];
    pass(1);
    await note(noted);
    await Conversation.updateOne({ _id: answered._id }, { $set: { lastReply: { seq: 2, by: ann.agent._id }, waitingSince: null } });
    await Conversation.updateOne({ _id: snoozed._id }, { $set: { status: 'snoozed' } });
    await setDuty(hub, ann.actor, false);
    pass(30);
    const late = await world.addConversation();
    await assignConversation(hub, ann.actor, { conversationId: late._id.toHexString(), agentId: ann.agent._id.toHexString() });
    pass(9);

    expect(await giveBackUntouched(hub)).toBe(0);

    pass(1);
    expect(await giveBackUntouched(hub)).toBe(1);
    expect((await world.find(late)).assigneeId).toBeNull();
  });

  test('keeps everything where the workspace sets no time', async () => {
    await setWorkspace(hub, world, { giveBackAfterMinutes: null });
    await give();
    await setDuty(hub, ann.actor, false);
    pass(10_000);

    expect(await giveBackUntouched(hub)).toBe(0);
  });

  test('keeps what it had answered before when the customer writes again', async () => {
    const conversation = await give();
    pass(1);
    await note(conversation);
    await Conversation.updateOne({ _id: conversation._id }, { $set: { waitingSince: new Date(time) } });
    await setDuty(hub, ann.actor, false);
    pass(60);

    expect(await giveBackUntouched(hub)).toBe(0);
  });
});

describe('since when an agent is away', () => {
  const kept = async () => (await getAgent(ann.actor, ann.agent._id)).awaySince;
  const keep = async (by: Hub) => noteAvailability(by, await getAgent(ann.actor, ann.agent._id));

  test('is kept over a restart, whose first minute proves nothing', async () => {
    const conversation = await give();
    const since = new Date(time);
    await setDuty(hub, ann.actor, false);
    await keep(hub);
    await setDuty(hub, ann.actor, true);
    pass(9);
    // On duty again, but in no window of the new process.
    const restarted = createTestHub({ now: () => new Date(time) });

    pass(1);
    expect(await giveBackUntouched(restarted)).toBe(1);

    expect(await kept()).toEqual(since);
    expect((await world.find(conversation)).assigneeId).toBeNull();

    const again = createTestHub({ now: () => new Date(time) });
    await give();
    pass(10);
    const third = createTestHub({ now: () => new Date(time) });
    expect(await giveBackUntouched(third)).toBe(0);
    expect(await giveBackUntouched(again)).toBe(1);
  });

  test('ends when the agent is there again', async () => {
    await give();
    const restarted = createTestHub({ now: () => new Date(time) });
    await keep(restarted);
    pass(11);
    restarted.presence.connected(world.workspaceId, ann.agent._id, 'laptop');

    expect(await giveBackUntouched(restarted)).toBe(0);
    expect(await kept()).toBeUndefined();
  });
});
