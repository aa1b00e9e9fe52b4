import { expect, test } from 'vitest';
import { useDatabase } from '../../../test/database.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { Conversation } from '../model.ts';
import { reassignConversations, releaseDepartment } from './hand-over.ts';
import { buildQueue } from './queue.fixture.ts';

useDatabase();

const hub = createTestHub();
const manual = { mode: 'manual', limit: null } as const;

test('an admin who sees only their own hands on all that a colleague has, closed ones without a word', async () => {
  const world = await buildQueue([hub], manual);
  const [leaving, staying] = [await world.addAgent(), await world.addAgent()];
  const admin = await world.addAgent({ role: 'admin', scope: 'own' });
  const mine = { assigneeId: leaving.agent._id };
  const [open, snoozed, closed] = [
    await world.addConversation(mine),
    await world.addConversation({ ...mine, status: 'snoozed' }),
    await world.addConversation({ ...mine, status: 'closed', closedAt: new Date() }),
  ];

  await reassignConversations(hub, admin.actor, leaving.agent._id, staying.agent._id);
  await hub.announcer.settled();

  for (const each of [open, snoozed, closed])
    expect(await world.find(each)).toMatchObject({ assigneeId: staying.agent._id, rev: each.rev + 1 });
  expect((await Promise.all([open, snoozed, closed].map((each) => world.assignments(each)))).map(({ length }) => length)).toEqual([
    1, 1, 0,
  ]);
});

test("a department's conversations go to the common queue with whoever has them", async () => {
  const world = await buildQueue([hub], manual);
  const ann = await world.addAgent();
  const taken = await world.addConversation({ assigneeId: ann.agent._id });
  await world.addConversation({ status: 'closed' });

  await releaseDepartment(hub, ann.actor, world.departmentId);
  await hub.announcer.settled();

  expect(await Conversation.countDocuments({ departmentId: world.departmentId })).toBe(0);
  expect(await world.find(taken)).toMatchObject({ assigneeId: ann.agent._id, departmentId: null });
});
