import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/conversations.ts';
import type { FactType } from '../../../api/facts.ts';
import { useDatabase } from '../../../test/database.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { updateAgent } from '../../agent/update-agent.ts';
import { Tag } from '../../tag/model.ts';
import { buildInbox, type Inbox, type InboxAgent } from '../inbox.fixture.ts';

useDatabase();

let now = new Date('2026-11-21T12:00:00Z');
const hub = createTestHub({ now: () => now });
let inbox: Inbox;
let ann: InboxAgent;

beforeEach(async () => {
  now = new Date('2026-11-21T12:00:00Z');
  inbox = await buildInbox(hub);
  ann = await inbox.agent({ name: 'Ann' });
});

const bulk = (ids: string[], action: api.BulkAction, who = ann) => who.client.call(api.changeConversations, { body: { ids, action } });
const events = async (id: string) => (await inbox.timeline(id)).flatMap(({ event }) => event ?? []);

describe('many at once', () => {
  test('a refusal of one leaves the others alone, and says which and why', async () => {
    const [open, closed, sleeping] = [
      await inbox.conversation('open'),
      await inbox.conversation('closed', { status: 'closed' }),
      await inbox.conversation('asleep', { status: 'snoozed' }),
    ];
    const nowhere = '0'.repeat(24);
    const foreign = await (await buildInbox(hub)).conversation('foreign');

    const { done, refused } = await bulk([open, closed, nowhere, foreign, sleeping, open], { type: 'snooze', until: null });

    expect(done.map(({ id, status }) => [id, status])).toEqual([
      [open, 'snoozed'],
      [sleeping, 'snoozed'],
    ]);
    expect(refused.map(({ id, code }) => [id, code])).toEqual([
      [closed, 'conversation.closed'],
      [nowhere, 'conversation.unknown'],
      [foreign, 'conversation.unknown'],
    ]);
    expect(refused.every(({ message }) => message.length > 0)).toBe(true);
  });

  test('each action does what it does alone', async () => {
    const ids = [await inbox.conversation('one'), await inbox.conversation('two')];
    for (const id of ids) await inbox.say(id, 'hello');
    const bo = await inbox.agent();
    const steps: [api.BulkAction, Partial<api.ConversationView>][] = [
      [{ type: 'take' }, { assigneeId: ann.id }],
      [{ type: 'assign', agentId: bo.id }, { assigneeId: bo.id }],
      [{ type: 'assign', agentId: null }, { assigneeId: null }],
      [{ type: 'addTag', tag: 'vip' }, { tags: ['vip'] }],
      [{ type: 'removeTag', tag: 'VIP' }, { tags: [] }],
      [{ type: 'priority', priority: 'high' }, { priority: 'high' }],
      [{ type: 'seen' }, { unread: 0 }],
      [{ type: 'unseen' }, { unread: 1 }],
      [
        { type: 'snooze', until: '2026-11-22T12:00:00.000Z' },
        { status: 'snoozed', snoozedUntil: '2026-11-22T12:00:00.000Z' },
      ],
      [{ type: 'reopen' }, { status: 'open' }],
      [{ type: 'close' }, { status: 'closed' }],
    ];

    for (const [action, expected] of steps) {
      expect(await bulk(ids, action)).toMatchObject({ done: [expected, expected], refused: [] });
    }
  });

  test('needs the permission of each action', async () => {
    const { actor } = await inbox.agent({ role: 'owner' });
    const bo = await inbox.agent();
    await updateAgent(hub, actor, bo._id, { overrides: { added: [], removed: ['conversation.close', 'conversation.reply'] } });
    const id = await inbox.conversation('one');

    for (const action of [{ type: 'close' }, { type: 'addTag', tag: 'vip' }, { type: 'priority', priority: 'low' }] as const) {
      expect(await bulk([id], action, bo)).toMatchObject({ done: [], refused: [{ id, code: 'permission.missing' }] });
    }
    expect((await bulk([id], { type: 'take' }, bo)).done).toHaveLength(1);
    expect(await Tag.countDocuments()).toBe(0);
  });

  test('takes 200 and no more', async () => {
    await expect(
      bulk(
        Array.from({ length: 201 }, () => '0'.repeat(24)),
        { type: 'take' },
      ),
    ).rejects.toMatchObject({ status: 400 });
    const { refused } = await bulk(
      Array.from({ length: 200 }, (_, n) => n.toString(16).padStart(24, '0')),
      { type: 'close' },
    );
    expect(refused).toHaveLength(200);
  });
});

describe('tags and priority', () => {
  const change = (id: string, body: { tags?: string[]; priority?: api.Priority }) =>
    ann.client.call(api.updateConversation, { params: { conversationId: id }, body });

  test('are told on the timeline, what was and what is, and not when nothing changed', async () => {
    const id = await inbox.conversation('one');

    await change(id, { tags: ['vip', 'late'], priority: 'urgent' });
    await change(id, { tags: ['vip', 'late'], priority: 'urgent' });
    await change(id, { tags: ['late', 'new'] });

    expect(await events(id)).toEqual([
      { type: 'tagged', data: { added: ['vip', 'late'], removed: [] } },
      { type: 'prioritised', data: { before: 'normal', after: 'urgent' } },
      { type: 'tagged', data: { added: ['new'], removed: ['vip'] } },
    ]);
  });

  test('of several agents at once all arrive', async () => {
    const id = await inbox.conversation('one');

    await Promise.all(['a', 'b', 'c', 'd'].map((tag) => bulk([id], { type: 'addTag', tag })));

    expect([...(await inbox.read(id)).tags].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('get a record by being used, one for all ways to write a name', async () => {
    const [one, two] = [await inbox.conversation('one'), await inbox.conversation('two')];

    await change(one, { tags: ['  Very   Important '] });
    await change(two, { tags: ['very important', 'VERY IMPORTANT'] });

    expect((await inbox.read(one)).tags).toEqual(['Very Important']);
    expect((await inbox.read(two)).tags).toEqual(['Very Important']);
    expect(await Tag.countDocuments()).toBe(1);
  });
});

describe('undo', () => {
  const params = (conversationId: string) => ({ params: { conversationId } });

  test('of closing puts back since when the customer waits, and the timeline tells both', async () => {
    const waitingSince = new Date('2026-11-21T11:00:00Z');
    const id = await inbox.conversation('one', { waitingSince });

    expect((await ann.client.call(api.closeConversation, params(id))).waitingSince).toBeNull();
    now = new Date(now.getTime() + 6000);
    const opened = await ann.client.call(api.reopenConversation, params(id));

    expect(opened).toMatchObject({ status: 'open', waitingSince: waitingSince.toISOString() });
    expect((await events(id)).map(({ type }) => type)).toEqual(['closed', 'reopened']);
  });

  test('long after the closing is none: nobody waits then', async () => {
    const id = await inbox.conversation('one', { waitingSince: new Date('2026-11-21T11:00:00Z') });
    await ann.client.call(api.closeConversation, params(id));
    now = new Date(now.getTime() + 3_600_000);

    expect((await ann.client.call(api.reopenConversation, params(id))).waitingSince).toBeNull();
  });

  test('of snoozing opens again, of opening snoozes again, and another time replaces the first', async () => {
    const id = await inbox.conversation('one');
    const until = (day: number) => `2026-11-${day}T09:00:00.000Z`;
    const snooze = (day: number) => ann.client.call(api.snoozeConversation, { ...params(id), body: { until: until(day) } });

    await snooze(22);
    expect(await ann.client.call(api.reopenConversation, params(id))).toMatchObject({ status: 'open' });
    await snooze(22);
    expect(await snooze(24)).toMatchObject({ status: 'snoozed', snoozedUntil: until(24) });
    const opened = await ann.client.call(api.reopenConversation, params(id));

    expect(opened.snoozedUntil).toBeUndefined();
    expect((await events(id)).map(({ type }) => type)).toEqual(['snoozed', 'reopened', 'snoozed', 'snoozed', 'reopened']);
  });

  test('of assigning gives it back, unless somebody else was given it meanwhile', async () => {
    const [bo, cy] = [await inbox.agent(), await inbox.agent()];
    const id = await inbox.conversation('one', { assigneeId: ann._id });
    const assign = (agentId: string | null, expectedAssigneeId: string | null) =>
      ann.client.call(api.assignConversation, { ...params(id), body: { agentId, expectedAssigneeId } });

    await assign(bo.id, ann.id);
    expect(await assign(ann.id, bo.id)).toMatchObject({ assigneeId: ann.id });
    await assign(bo.id, ann.id);
    await assign(cy.id, bo.id);

    await expect(assign(ann.id, bo.id)).rejects.toMatchObject({ code: 'conversation.taken', details: { assigneeId: cy.id } });
    expect((await events(id)).map(({ type }) => type)).toEqual(['assigned', 'assigned', 'assigned', 'assigned']);
  });

  test('tells each change as a fact of its own', async () => {
    const id = await inbox.conversation('one');
    const told: FactType[] = [];
    const stop = hub.facts.on(
      ['conversation.closed', 'conversation.reopened', 'conversation.changed'],
      'test',
      ({ type }) => void told.push(type),
    );

    await ann.client.call(api.closeConversation, params(id));
    await ann.client.call(api.reopenConversation, params(id));
    await ann.client.call(api.updateConversation, { ...params(id), body: { priority: 'low' } });
    await hub.announcer.settled();
    stop();

    expect(told).toEqual(['conversation.closed', 'conversation.reopened', 'conversation.changed']);
  });
});
