import { expect, test, vi } from 'vitest';
import { assignConversation, getConversation, listConversations } from '../../api/customers/conversations.ts';
import { createDepartment } from '../../api/team/departments.ts';
import { updateWorkspace } from '../../api/team/workspaces.ts';
import { openConsole, type ConsoleWorld } from '../../console/console.fixture.ts';
import { useHub } from '../start-hub.ts';

const hub = useHub();
const patience = { timeout: 15_000, interval: 50 };

async function conversationOf(world: ConsoleWorld, name: string) {
  const customer = hub().telegram.createUser({ firstName: name });
  customer.openDeepLink(world.customers);
  customer.sendText(world.customers, `Hello from ${name}`);
  return vi.waitFor(async () => {
    const { items } = await world.client.call(listConversations, {});
    const found = items.find(({ contact }) => contact.name === name);
    expect(found).toBeDefined();
    return found!;
  }, patience);
}

async function assigneeOf(world: ConsoleWorld, conversationId: string) {
  return (await world.client.call(getConversation, { params: { conversationId } })).assigneeId;
}

test('customers who write to the bot are handed to the agents in turn, and each agent is told in Telegram', async () => {
  const world = await openConsole(hub());
  const [olga, ivan] = [await world.link('Olga'), await world.link('Ivan')];
  await world.client.call(updateWorkspace, { body: { settings: { handing: { mode: 'round-robin', limit: 5 } } } });

  const ann = await conversationOf(world, 'Ann');
  await vi.waitFor(async () => expect(await assigneeOf(world, ann.id)).toBe(olga.agent._id.toHexString()), patience);
  await olga.waitForText('Given to you');
  await olga.waitForText('Taken by Olga');
  const bob = await conversationOf(world, 'Bob');
  await vi.waitFor(async () => expect(await assigneeOf(world, bob.id)).toBe(ivan.agent._id.toHexString()), patience);

  await ivan.waitForText('Given to you');
  expect(ivan.sees().find(({ text }) => text?.startsWith('Given to you'))?.text).toContain('Hello from Bob');
  await ivan.waitForText('Taken by Ivan');
});

test('what is given to a department that hands out goes to its agent in line, who is told', async () => {
  const world = await openConsole(hub());
  const [olga, ivan] = [await world.link('Olga'), await world.link('Ivan')];
  const department = await world.client.call(createDepartment, {
    body: { name: 'Returns', memberIds: [ivan.agent._id.toHexString()], handing: { mode: 'round-robin', limit: null } },
  });
  const conversation = await conversationOf(world, 'Kim');
  await olga.waitForText('Hello from Kim');

  await world.client.call(assignConversation, {
    params: { conversationId: conversation.id },
    body: { agentId: null, departmentId: department.id },
  });

  await vi.waitFor(async () => expect(await assigneeOf(world, conversation.id)).toBe(ivan.agent._id.toHexString()), patience);
  await ivan.waitForText('Given to you');
  await olga.waitForText('Taken by Ivan');
});
