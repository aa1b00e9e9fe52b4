import { Readable } from 'node:stream';
import mongoose from 'mongoose';
import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/drafts.ts';
import { sendMessage } from '../../../api/customers/messages.ts';
import { useDatabase } from '../../../test/database.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { storeFile } from '../../file/store-file.ts';
import { buildInbox, type Inbox, type InboxAgent } from '../inbox.fixture.ts';

useDatabase();

let now = new Date('2026-11-21T12:00:00Z');
const hub = createTestHub({ now: () => now });
let inbox: Inbox;
let ann: InboxAgent;
let bo: InboxAgent;
let params: { conversationId: string };

beforeEach(async () => {
  now = new Date('2026-11-21T12:00:00Z');
  inbox = await buildInbox(hub);
  [ann, bo] = [await inbox.agent({ name: 'Ann' }), await inbox.agent({ name: 'Bo' })];
  params = { conversationId: await inbox.conversation('Customer') };
});

const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const save = (who: InboxAgent, mode: api.DraftMode, text: string, more = {}) =>
  who.client.call(api.saveDraft, { params, body: { mode, text, ...more } });
const drafts = (who: InboxAgent) => who.client.call(api.getDraft, { params });

describe('a draft', () => {
  test('is kept per agent and mode, and nobody else sees it', async () => {
    await save(ann, 'reply', 'Dear cust');
    await save(ann, 'reply', 'Dear customer', { format: 'markdown' });
    await save(ann, 'note', 'ask Bo', { mentions: [bo.id] });
    await save(bo, 'reply', 'Hi');

    expect(await drafts(ann)).toMatchObject({
      reply: { mode: 'reply', text: 'Dear customer', format: 'markdown', mentions: [] },
      note: { mode: 'note', text: 'ask Bo', mentions: [bo.id] },
    });
    expect(await drafts(bo)).toMatchObject({ reply: { text: 'Hi' }, note: null });
    expect(await mongoose.connection.collection('conversationReads').countDocuments()).toBe(2);
  });

  test('keeps its files in order, and what it answers', async () => {
    const file = (name: string) =>
      storeFile(hub, inbox.workspaceId, { name, mimeType: 'text/plain', content: Readable.from([name]) }).then(({ _id }) =>
        _id.toHexString(),
      );
    const [one, two] = [await file('one.txt'), await file('two.txt')];
    const asked = await inbox.say(params.conversationId, 'How much?');

    await save(ann, 'reply', '', { attachments: [two, one], replyTo: asked._id.toHexString() });

    const { reply } = await drafts(ann);
    expect(reply?.attachments.map(({ name }) => name)).toEqual(['two.txt', 'one.txt']);
    expect(reply?.replyTo).toBe(asked._id.toHexString());
  });

  test('without text and files is removed, and the other one stays', async () => {
    await save(ann, 'reply', 'Hello');
    await save(ann, 'note', 'remember');

    expect(await save(ann, 'reply', '  ')).toMatchObject({ reply: null, note: { text: 'remember' } });
    expect(await save(ann, 'note', '')).toEqual({ reply: null, note: null });
    expect(await ann.client.call(api.listDrafts)).toEqual({ items: [] });
  });

  test('of one agent in two tabs at once is made once', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => save(ann, 'reply', text)));

    expect(['a', 'b', 'c', 'd']).toContain((await drafts(ann)).reply?.text);
    expect(await mongoose.connection.collection('conversationReads').countDocuments()).toBe(1);
  });

  test('goes when a message of its mode is sent, the other one stays', async () => {
    await save(ann, 'reply', 'to be sent');
    await save(ann, 'note', 'to be noted');
    await save(bo, 'note', "Bo's");
    pass(1);

    await ann.client.call(sendMessage, { params, body: { kind: 'note', text: 'noted', clientId: 'one' } });

    expect(await drafts(ann)).toMatchObject({ reply: { text: 'to be sent' }, note: null });
    expect(await drafts(bo)).toMatchObject({ note: { text: "Bo's" } });
  });

  test('begun after a message was sent stays when that message is sent again after a lost answer', async () => {
    await ann.client.call(sendMessage, { params, body: { kind: 'note', text: 'first', clientId: 'one' } });
    pass(1);
    await save(ann, 'note', 'second');

    await ann.client.call(sendMessage, { params, body: { kind: 'note', text: 'first', clientId: 'one' } });

    expect((await drafts(ann)).note?.text).toBe('second');
  });

  test('is listed newest first with its beginning, while its conversation may be seen', async () => {
    await save(ann, 'reply', `Dear\n  customer ${'x'.repeat(500)}`);
    pass(1);
    const other = await inbox.conversation('Other');
    await ann.client.call(api.saveDraft, { params: { conversationId: other }, body: { mode: 'note', text: 'later' } });
    const cy = await inbox.agent({ scope: 'own' });
    await save(cy, 'reply', 'mine');
    await mongoose.connection.collection('conversations').updateMany({}, { $set: { assigneeId: ann._id } });

    const { items } = await ann.client.call(api.listDrafts);

    expect(items.map(({ conversationId, mode }) => [conversationId, mode])).toEqual([
      [other, 'note'],
      [params.conversationId, 'reply'],
    ]);
    expect(items[1]?.text).toHaveLength(140);
    expect(items[1]?.text).toMatch(/^Dear customer x/);
    expect(await cy.client.call(api.listDrafts)).toEqual({ items: [] });
  });

  test('is no thing of a token', async () => {
    await expect((await inbox.token()).call(api.listDrafts)).rejects.toMatchObject({ code: 'permission.missing' });
  });
});

describe('seen', () => {
  const read = (who: InboxAgent, seq: number) => who.client.call(api.markRead, { params, body: { seq } });
  const state = (who: InboxAgent) => who.client.call(api.getReadState, { params });

  beforeEach(async () => {
    for (const text of ['one', 'two', 'three']) await inbox.say(params.conversationId, text);
  });

  test('rises for the agent, never falls, and never beyond what is there', async () => {
    expect((await read(ann, 2)).seenSeq).toBe(2);
    expect(await state(bo)).toMatchObject({ seenSeq: 0, firstUnreadSeq: 1 });
    expect((await read(ann, 1)).seenSeq).toBe(2);
    expect((await read(ann, 1000)).seenSeq).toBe(3);
    expect(await state(ann)).toMatchObject({ seenSeq: 3, firstUnreadSeq: null });
  });

  test('by whoever may be next is seen by the team, but not while the customer wrote more', async () => {
    expect((await read(ann, 2)).conversation.unread).toBe(3);
    expect((await read(ann, 3)).conversation.unread).toBe(0);
    expect(await inbox.read(params.conversationId)).toMatchObject({ unread: 0, seenSeq: 3 });
  });

  test("by a colleague of the assignee is the colleague's alone", async () => {
    await mongoose.connection.collection('conversations').updateMany({}, { $set: { assigneeId: bo._id } });

    expect((await read(ann, 3)).conversation.unread).toBe(3);
    expect((await read(bo, 3)).conversation.unread).toBe(0);
  });

  test('leads to the first message by somebody else that came after', async () => {
    await read(ann, 3);
    await ann.client.call(sendMessage, { params, body: { kind: 'note', text: 'my own' } });
    await bo.client.call(sendMessage, { params, body: { kind: 'note', text: "a colleague's" } });
    await inbox.say(params.conversationId, 'four');

    expect(await state(ann)).toMatchObject({ seenSeq: 3, firstUnreadSeq: 5 });
  });

  test('begins for a newcomer where the team answered, not at the beginning of time', async () => {
    await mongoose.connection.collection('conversations').updateMany({}, { $set: { lastReply: { seq: 2, by: bo._id } } });

    expect(await state(ann)).toMatchObject({ seenSeq: 2, firstUnreadSeq: 3 });
  });

  test('can be taken back: unread from the last customer message on, for the agent and the team', async () => {
    await read(ann, 3);
    await bo.client.call(sendMessage, { params, body: { kind: 'note', text: 'hm' } });
    await read(ann, 4);

    const { seenSeq, conversation } = await ann.client.call(api.markUnread, { params });

    expect([seenSeq, conversation.unread]).toEqual([2, 1]);
    expect(await state(ann)).toMatchObject({ seenSeq: 2, firstUnreadSeq: 3 });
    await inbox.say(params.conversationId, 'five');
    expect((await read(ann, 5)).conversation.unread).toBe(0);
  });

  test('comes with the drafts in one answer', async () => {
    await save(ann, 'reply', 'Hello');

    expect((await state(ann)).draft).toMatchObject({ reply: { text: 'Hello' }, note: null });
  });
});
