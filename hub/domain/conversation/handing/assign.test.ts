import { beforeEach, expect, test } from 'vitest';
import * as api from '../../../api/customers/conversations.ts';
import { useDatabase } from '../../../test/database.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { buildInbox, type Inbox, type InboxAgent } from '../inbox.fixture.ts';

useDatabase();

let now = new Date('2026-11-21T12:00:00Z');
const hub = createTestHub({ now: () => now });
let inbox: Inbox;
let ann: InboxAgent;
let bo: InboxAgent;
/** A conversation that Bo has. */
let id: string;

beforeEach(async () => {
  inbox = await buildInbox(hub);
  [ann, bo] = [await inbox.agent({ name: 'Ann' }), await inbox.agent({ name: 'Bo' })];
  id = await inbox.conversation('Customer', { assigneeId: bo._id, assignedAt: now });
});

const assign = (who: InboxAgent, body: Parameters<typeof bodyOf>[0]) =>
  who.client.call(api.assignConversation, { params: { conversationId: id }, body: bodyOf(body) });
const bodyOf = (body: { agentId: string | null; departmentId?: string | null; expectedAssigneeId?: string | null; note?: string }) => body;
const missing = { status: 403, code: 'permission.missing', details: { permission: 'conversation.take-over' } };

test('what a colleague has is moved nowhere by who may not take over, whatever it is called', async () => {
  await expect(assign(ann, { agentId: ann.id })).rejects.toMatchObject(missing);
  await expect(assign(ann, { agentId: ann.id, expectedAssigneeId: bo.id, note: 'mine now' })).rejects.toMatchObject(missing);
  await expect(assign(ann, { agentId: null })).rejects.toMatchObject(missing);
  const bulk = { ids: [id], action: { type: 'assign' as const, agentId: ann.id } };
  expect((await ann.client.call(api.changeConversations, { body: bulk })).refused).toMatchObject([{ id, code: 'permission.missing' }]);
  const take = (takeOver: boolean) => ann.client.call(api.takeConversation, { params: { conversationId: id }, body: { takeOver } });
  await expect(take(true)).rejects.toMatchObject(missing);
  await expect(take(false)).rejects.toMatchObject({ status: 409, code: 'conversation.taken', details: { assigneeId: bo.id } });
  // Who believes that it is free hears who has it.
  await expect(assign(ann, { agentId: ann.id, expectedAssigneeId: null })).rejects.toMatchObject({
    status: 409,
    code: 'conversation.taken',
  });

  expect(await inbox.read(id)).toMatchObject({ assigneeId: bo._id, rev: 1 });
  expect((await inbox.timeline(id)).filter(({ kind }) => kind !== 'event')).toEqual([]);
});

test('who may take over moves it, and anybody what they have, what is free, and to another department what stays where it is', async () => {
  const lead = await inbox.agent({ name: 'Lead', role: 'admin' });
  expect(await assign(lead, { agentId: ann.id })).toMatchObject({ assigneeId: ann.id });
  expect(await assign(bo, { agentId: ann.id, departmentId: null })).toMatchObject({ assigneeId: ann.id });
  expect(await assign(ann, { agentId: null })).toMatchObject({ assigneeId: null });
  expect(await assign(bo, { agentId: bo.id })).toMatchObject({ assigneeId: bo.id });
});

test('who gave it away may have it back for a minute, unless somebody moved it since', async () => {
  await assign(bo, { agentId: ann.id });
  expect(await assign(bo, { agentId: bo.id, expectedAssigneeId: ann.id })).toMatchObject({ assigneeId: bo.id });

  await assign(bo, { agentId: ann.id });
  const before = now;
  now = new Date(now.getTime() + 61_000);
  await expect(assign(bo, { agentId: bo.id })).rejects.toMatchObject(missing);
  now = before;

  const cy = await inbox.agent({ name: 'Cy' });
  await assign(ann, { agentId: cy.id });
  await expect(assign(bo, { agentId: bo.id })).rejects.toMatchObject(missing);
});
