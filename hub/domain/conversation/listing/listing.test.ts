import mongoose from 'mongoose';
import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/conversations.ts';
import { sendMessage } from '../../../api/customers/messages.ts';
import { ObjectId } from '../../../core/ids.ts';
import { countCommands } from '../../../database/count-commands.ts';
import { useDatabase } from '../../../test/database.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { buildInbox, type Inbox, type InboxAgent } from '../inbox.fixture.ts';
import { Conversation } from '../model.ts';

useDatabase();

const hub = createTestHub();
let inbox: Inbox;
let ann: InboxAgent;

beforeEach(async () => {
  inbox = await buildInbox(hub);
  ann = await inbox.agent({ name: 'Ann' });
});

type Query = Record<string, unknown>;

function ask(query: Query, who = ann) {
  return who.client.call(api.listConversations, { query });
}

async function names(query: Query, who = ann): Promise<string[]> {
  return (await ask(query, who)).items.map(({ contact }) => contact.name);
}

const minutesAgo = (minutes: number) => new Date(hub.now().getTime() - minutes * 60_000);

describe('the list is narrowed', () => {
  test('by tag, priority, unread, mention and contact, and by several of them at once', async () => {
    await inbox.conversation('plain');
    const tagged = await inbox.conversation('tagged', { tags: ['vip', 'late'] });
    await inbox.conversation('urgent', { priority: 'urgent', tags: ['vip'] });
    await inbox.conversation('unread', { unread: 2 });
    await inbox.conversation('called', { mentions: [ann._id], status: 'closed' });
    await inbox.conversation('others', { mentions: [new ObjectId()] });

    expect(await names({ tag: 'vip' })).toEqual(['urgent', 'tagged']);
    expect(await names({ tag: 'vi' })).toEqual([]);
    expect(await names({ priority: 'urgent' })).toEqual(['urgent']);
    expect(await names({ tag: 'vip', priority: 'normal' })).toEqual(['tagged']);
    expect(await names({ unread: true })).toEqual(['unread']);
    expect(await names({ mentioned: 'me' })).toEqual(['called']);
    expect(await names({ mentioned: 'me', status: 'open' })).toEqual([]);
    const contact = String((await inbox.read(tagged)).contactId);
    expect(await names({ contact })).toEqual(['tagged']);
  });

  test('by how long the customer has waited at least', async () => {
    await inbox.conversation('answered');
    await inbox.conversation('short', { waitingSince: minutesAgo(5) });
    await inbox.conversation('long', { waitingSince: minutesAgo(50) });

    expect(await names({ waiting: 10 })).toEqual(['long']);
    expect(await names({ waiting: 0 })).toEqual(['long', 'short']);
  });

  test('`me` is nobody for a token', async () => {
    const client = await inbox.token();

    for (const query of [{ assignee: 'me' as const }, { mentioned: 'me' as const }]) {
      await expect(client.call(api.listConversations, { query })).rejects.toMatchObject({ status: 400, code: 'request.invalid' });
    }
  });

  test.each([{ unread: 'yes' }, { waiting: -1 }, { priority: 'top' }, { mentioned: 'you' }, { sort: 'oldest' }])(
    'and not by %o',
    async (query) => {
      await expect(ask(query)).rejects.toMatchObject({ status: 400 });
    },
  );
});

describe('the order', () => {
  test('by waiting begins with whoever waits longest and leaves out who does not', async () => {
    await inbox.conversation('answered');
    await inbox.conversation('long', { waitingSince: minutesAgo(50) });
    await inbox.conversation('longest', { waitingSince: minutesAgo(500) });
    await inbox.conversation('short', { waitingSince: minutesAgo(5) });

    expect(await names({ sort: 'waiting' })).toEqual(['longest', 'long', 'short']);
  });

  test.each(['newest', 'waiting'] as const)('%s goes on from page to page, with equal times among them', async (sort) => {
    const at = minutesAgo(30);
    for (let n = 0; n < 7; n += 1) await inbox.conversation(`c${n}`, { lastMessageAt: at, waitingSince: at });

    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await ask({ sort, limit: 3, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });
});

describe('a search', () => {
  test('finds beginnings of words in Russian and English, of names and of what was said, and numbers', async () => {
    const refund = await inbox.conversation('Пётр Иванов');
    await inbox.say(refund, 'Здравствуйте, я с возвратом денег');
    const order = await inbox.conversation('Maria');
    await inbox.say(order, 'Where are my orders?');
    const { number } = await inbox.read(order);

    expect(await names({ q: 'возвр' })).toEqual(['Пётр Иванов']);
    expect(await names({ q: 'ВОЗВРАТОМ' })).toEqual(['Пётр Иванов']);
    expect(await names({ q: 'петр' })).toEqual(['Пётр Иванов']);
    expect(await names({ q: 'Ивано возв' })).toEqual([]);
    expect(await names({ q: 'order' })).toEqual(['Maria']);
    expect(await names({ q: 'mar' })).toEqual(['Maria']);
    expect(await names({ q: `#${number}` })).toEqual(['Maria']);
    expect(await names({ q: '.*' })).toEqual([]);
    expect(await names({ q: 'order', status: 'closed' })).toEqual([]);
  });
});

describe('the tabs', () => {
  test('count open conversations and the unread among them, each up to 99', async () => {
    await inbox.conversation('mine', { assigneeId: ann._id, unread: 1 });
    await inbox.conversation('mine, read', { assigneeId: ann._id });
    await inbox.conversation("a colleague's, for me", { assigneeId: new ObjectId(), mentions: [ann._id], unread: 3 });
    await inbox.conversation('closed', { assigneeId: ann._id, status: 'closed', mentions: [ann._id] });
    await inbox.conversation('asleep', { status: 'snoozed' });
    const template = await inbox.read(await inbox.conversation('free', { unread: 1 }));
    await Conversation.insertMany(Array.from({ length: 109 }, (_, n) => ({ ...template, _id: new ObjectId(), number: 100 + n })));

    const { result, commands } = await countCommands(mongoose.connection, () => ann.client.call(api.countConversations));

    const capped = { count: 99, isCapped: true };
    const few = (count: number) => ({ count, isCapped: false });
    expect(result).toEqual({
      mine: { ...few(2), unread: few(1) },
      unassigned: { ...capped, unread: capped },
      all: { ...capped, unread: capped },
      snoozed: few(1),
      mentions: { ...few(1), unread: few(1) },
    });
    expect(commands).toEqual(['aggregate sessions', 'aggregate conversations']);
  });

  test('of a token have nothing of its own', async () => {
    await inbox.conversation('free');

    const counts = await (await inbox.token()).call(api.countConversations);

    expect([counts.mine.count, counts.mentions.count, counts.unassigned.count]).toEqual([0, 0, 1]);
  });
});

describe('a page', () => {
  test.each([
    ['Mine', { assignee: 'me', status: 'open' }],
    ['Unassigned', { assignee: 'none', status: 'open' }],
    ['All', { status: 'open' }],
    ['Snoozed', { status: 'snoozed' }],
    ['Closed', { status: 'closed' }],
    ['Mentions', { mentioned: 'me' }],
    ['longest waiting', { sort: 'waiting' }],
  ])('of %s costs one database call beside the one that says who asks', async (_tab, query) => {
    await inbox.conversation('one', { tags: ['vip'], waitingSince: minutesAgo(1) });

    const { commands } = await countCommands(mongoose.connection, () => ask(query));

    expect(commands).toEqual(['aggregate sessions', 'find conversations']);
  });

  test('of a search costs two', async () => {
    const { commands } = await countCommands(mongoose.connection, () => ask({ q: 'возвр', status: 'open' }));

    expect(commands).toEqual(['aggregate sessions', 'aggregate messages', 'find conversations']);
  });

  test('far down a search costs three with who asks', async () => {
    for (const name of ['one', 'two', 'three']) await inbox.conversation(name);
    const first = await ask({ limit: 1 });

    const { commands } = await countCommands(mongoose.connection, () => ask({ q: 'customer', limit: 1, cursor: first.nextCursor ?? '' }));

    expect(commands).toEqual(['aggregate sessions', 'aggregate messages', 'aggregate conversations']);
  });
});

describe('the last author', () => {
  test('is the agent who answered, not who has it; a note changes nothing, and a token is no agent', async () => {
    const bo = await inbox.agent({ name: 'Bo' });
    const id = await inbox.conversation('one', { assigneeId: bo._id });
    const params = { conversationId: id };
    const author = async () => {
      const { lastAuthor, lastAuthorId } = await ann.client.call(api.getConversation, { params });
      return [lastAuthor, lastAuthorId];
    };
    expect(await author()).toEqual([null, null]);

    await ann.client.call(sendMessage, { params, body: { kind: 'text', text: 'An answer' } });
    await bo.client.call(sendMessage, { params, body: { kind: 'note', text: 'A note' } });
    expect(await author()).toEqual(['agent', ann.id]);

    await (await inbox.token()).call(sendMessage, { params, body: { kind: 'text', text: 'By a machine', force: true } });
    expect((await author())[1]).toBeNull();
  });
});

describe('an agent who sees only a part', () => {
  test.each(['own', 'department'] as const)('(%s) sees a conversation from the note on that mentions them', async (scope) => {
    const bo = await inbox.agent({ name: 'Bo', scope });
    const id = await inbox.conversation('Customer', { assigneeId: ann._id });
    expect(await names({}, bo)).toEqual([]);

    const note = { kind: 'note' as const, text: '@Bo, do you know?', mentions: [bo.id] };
    const sent = await ann.client.call(sendMessage, { params: { conversationId: id }, body: note });

    expect(sent.mentions).toEqual([bo.id]);
    expect(await names({}, bo)).toEqual(['Customer']);
    const seen = await bo.client.call(api.getConversation, { params: { conversationId: id } });
    expect(seen.mentions).toEqual([bo.id]);
    expect((await bo.client.call(api.countConversations)).mentions.count).toBe(1);
  });
});

describe('a mention', () => {
  test('belongs in a note, and is of an agent of this workspace', async () => {
    const params = { conversationId: await inbox.conversation('Customer') };
    const send = (body: { kind: 'note' | 'text'; mentions: string[] }) =>
      ann.client.call(sendMessage, { params, body: { text: 'hi', ...body } });
    const stranger = await (await buildInbox(hub)).agent();

    await expect(send({ kind: 'text', mentions: [ann.id] })).rejects.toMatchObject({ status: 400 });
    await expect(send({ kind: 'note', mentions: [stranger.id] })).rejects.toMatchObject({ code: 'agent.unknown' });
    expect((await inbox.read(params.conversationId)).seq).toBe(0);
  });

  test('is told with the fact of the note', async () => {
    const bo = await inbox.agent({ name: 'Bo' });
    const id = await inbox.conversation('Customer');
    const told: unknown[] = [];
    const stop = hub.facts.on('message.noted', 'test', ({ data }) => void told.push([data.message.mentions, data.conversation.mentions]));

    await ann.client.call(sendMessage, {
      params: { conversationId: id },
      body: { kind: 'note', text: '@Bo @Bo', mentions: [bo.id, bo.id] },
    });
    await hub.announcer.settled();
    stop();

    expect(told).toEqual([[[bo.id], [bo.id]]]);
  });
});
