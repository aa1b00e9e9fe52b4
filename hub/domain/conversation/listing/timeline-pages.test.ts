import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/messages.ts';
import { ObjectId } from '../../../core/ids.ts';
import { useDatabase } from '../../../test/database.ts';
import { createTestHub } from '../../../test/start-http.ts';
import { Message, type AttachmentRecord, type DeliveryRecord } from '../../timeline/model.ts';
import { buildInbox, type Inbox, type InboxAgent } from '../inbox.fixture.ts';

useDatabase();

const hub = createTestHub();
let inbox: Inbox;
let ann: InboxAgent;
let params: { conversationId: string };

beforeEach(async () => {
  inbox = await buildInbox(hub);
  ann = await inbox.agent({ name: 'Ann' });
  params = { conversationId: await inbox.conversation('Customer') };
});

const say = (text: string, given = {}) => inbox.say(params.conversationId, text, given);
const file = (name: string): AttachmentRecord => ({
  _id: new ObjectId(),
  kind: 'document',
  name,
  mimeType: 'text/plain',
  size: 3,
  state: 'ready',
  attempts: 1,
});

describe('a page of the timeline around a place', () => {
  const page = async (query: { around?: number; before?: number; after?: number; limit?: number }) => {
    const { items, hasBefore, hasAfter, nextCursor, cursor } = await ann.client.call(api.listMessages, { params, query });
    return { seqs: items.map(({ seq }) => seq), hasBefore, hasAfter, nextCursor, cursor };
  };

  beforeEach(async () => {
    for (let n = 1; n <= 12; n += 1) await say(`m${n}`);
  });

  test('has half before it and half from it on', async () => {
    expect(await page({ around: 6, limit: 4 })).toEqual({
      seqs: [4, 5, 6, 7],
      hasBefore: true,
      hasAfter: true,
      nextCursor: '7',
      cursor: 7,
    });
  });

  test('goes on both ways without a gap or a repeat', async () => {
    const middle = await page({ around: 6, limit: 4 });
    const older = await page({ before: middle.seqs[0] ?? 0, limit: 10 });
    const newer = await page({ after: middle.cursor, limit: 10 });

    expect([...older.seqs, ...middle.seqs, ...newer.seqs]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect([older.hasBefore, older.hasAfter, newer.hasBefore, newer.hasAfter]).toEqual([false, true, true, false]);
  });

  test('at the ends is shorter', async () => {
    expect(await page({ around: 1, limit: 4 })).toMatchObject({ seqs: [1, 2], hasBefore: false, hasAfter: true });
    expect(await page({ around: 12, limit: 4 })).toMatchObject({ seqs: [10, 11, 12], hasBefore: true, hasAfter: false });
    expect(await page({ around: 99, limit: 4 })).toMatchObject({ seqs: [11, 12], hasBefore: true, hasAfter: false });
    expect(await page({ limit: 5 })).toMatchObject({ seqs: [8, 9, 10, 11, 12], hasBefore: true, hasAfter: false });
  });

  test('is not mixed with the other ways', async () => {
    await expect(page({ around: 3, after: 2 })).rejects.toMatchObject({ status: 400 });
  });
});

describe('the files of a conversation', () => {
  test('come newest first, page by page, without those of deleted messages', async () => {
    await say('one', { attachments: [file('a.txt')] });
    await say('words only');
    await say('album', { attachments: [file('b.txt'), file('c.txt')] });
    await say('', { attachments: [file('gone.txt')], deletedAt: hub.now() });
    await inbox.say(await inbox.conversation('Other'), 'x', { attachments: [file('other.txt')] });

    const first = await ann.client.call(api.listConversationFiles, { params, query: { limit: 1 } });
    const second = await ann.client.call(api.listConversationFiles, { params, query: { limit: 1, cursor: first.nextCursor ?? '' } });

    expect(first.items.map(({ attachment, seq, author }) => [attachment.name, seq, author.name])).toEqual([
      ['b.txt', 3, 'Customer'],
      ['c.txt', 3, 'Customer'],
    ]);
    expect(second.items.map(({ attachment }) => attachment.name)).toEqual(['a.txt']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('a search within a conversation', () => {
  test('finds messages and notes by the beginnings of their words, newest first', async () => {
    await say('Хочу возврат');
    await say('Nothing here');
    await ann.client.call(api.sendMessage, { params, body: { kind: 'note', text: 'про возвратом писали' } });
    await inbox.say(await inbox.conversation('Other'), 'возврат');
    const search = async (q: string) =>
      (await ann.client.call(api.searchMessages, { params, query: { q } })).items.map(({ text, kind }) => `${kind}: ${text}`);

    expect(await search('возвр')).toEqual(['note: про возвратом писали', 'text: Хочу возврат']);
    expect(await search('писали возвр')).toEqual(['note: про возвратом писали']);
    expect(await search('')).toEqual([]);
  });
});

describe('a message of unknown fate', () => {
  const delivery = (state: DeliveryRecord['state']): DeliveryRecord => ({ state, attempts: 1, queuedAt: hub.now(), reason: 'no-answer' });
  const dismiss = (id: ObjectId) => ann.client.call(api.dismissMessage, { params: { ...params, messageId: id.toHexString() } });

  test('counts as sent by the word of a person, who is named', async () => {
    const { _id, rev } = await say('Did it arrive?', { direction: 'out', delivery: delivery('unknown') });
    const told: unknown[] = [];
    const stop = hub.facts.on('message.changed', 'test', ({ data }) => void told.push(data.change));

    const settled = await dismiss(_id);
    await hub.announcer.settled();
    stop();

    expect(settled).toMatchObject({ rev: rev + 1, delivery: { state: 'sent', confirmedBy: { id: ann.id, name: 'Ann' } } });
    expect(settled.delivery?.reason).toBeUndefined();
    expect(told).toEqual(['delivery']);
    await expect(dismiss(_id)).rejects.toMatchObject({ status: 409, code: 'message.not-doubtful' });
  });

  test('and no other is settled like that', async () => {
    for (const state of ['queued', 'failed', 'sent'] as const) {
      const { _id } = await say(state, { direction: 'out', delivery: delivery(state) });
      await expect(dismiss(_id)).rejects.toMatchObject({ code: 'message.not-doubtful', details: { state } });
    }
    expect(await Message.countDocuments({ 'delivery.confirmedBy': { $exists: true } })).toBe(0);
  });
});
