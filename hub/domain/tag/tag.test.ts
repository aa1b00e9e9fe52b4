import { beforeEach, describe, expect, test } from 'vitest';
import { listConversations, updateConversation } from '../../api/customers/conversations.ts';
import { createView, listViews } from '../../api/customers/saved-views.ts';
import * as api from '../../api/customers/tags.ts';
import { useDatabase } from '../../test/database.ts';
import { createTestHub } from '../../test/start-http.ts';
import { AuditEntry } from '../audit/model.ts';
import { carryTag } from '../carry-tag.ts';
import { Contact } from '../contact/model.ts';
import { buildInbox, type Inbox, type InboxAgent } from '../conversation/inbox.fixture.ts';
import { Conversation } from '../conversation/model.ts';
import { finishTags } from './finish-tags.ts';
import { Tag, tagIdOf } from './model.ts';

useDatabase();

const hub = createTestHub();
let inbox: Inbox;
let ann: InboxAgent;
let admin: InboxAgent;

beforeEach(async () => {
  inbox = await buildInbox(hub);
  [ann, admin] = [await inbox.agent({ name: 'Ann' }), await inbox.agent({ role: 'admin' })];
});

const make = (name: string, who = ann) => who.client.call(api.createTag, { body: { name } });
const list = async (q?: string) => (await ann.client.call(api.listTags, { query: { q } })).items.map(({ name }) => name);
const use = (conversationId: string, tags: string[]) => ann.client.call(updateConversation, { params: { conversationId }, body: { tags } });
const rename = (tagId: string, name: string) => admin.client.call(api.updateTag, { params: { tagId }, body: { name } });
const remove = (tagId: string) => admin.client.call(api.deleteTag, { params: { tagId } });
const tagged = async (tag: string) =>
  (await ann.client.call(listConversations, { query: { tag } })).items.map(({ contact }) => contact.name);

describe('tags', () => {
  test('have names that are unique whatever the case, and are listed by them', async () => {
    for (const name of ['refund', 'VIP', 'Возврат', 'late']) await make(name);

    await expect(make('vip')).rejects.toMatchObject({ status: 409, code: 'tag.name-taken' });
    await expect(make('  возврат ')).rejects.toMatchObject({ code: 'tag.name-taken' });
    expect(await list()).toEqual(['late', 'refund', 'VIP', 'Возврат']);
    expect(await list('ВОЗ')).toEqual(['Возврат']);
    expect(await list('v')).toEqual(['VIP']);
    expect(await list('.*')).toEqual([]);
  });

  test('made at once by several agents are one', async () => {
    const made = await Promise.allSettled([make('vip'), make('Vip'), make('VIP'), make('vip')]);

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await Tag.countDocuments()).toBe(1);
  });

  test('are made by whoever answers customers, and changed or removed by whoever manages them', async () => {
    const { id: tagId } = await make('vip');

    const change = ann.client.call(api.updateTag, { params: { tagId }, body: { color: 'red' } });
    await expect(change).rejects.toMatchObject({ code: 'permission.missing' });
    const removal = ann.client.call(api.deleteTag, { params: { tagId } });
    await expect(removal).rejects.toMatchObject({ code: 'permission.missing' });
  });

  test('have a colour of the list, their own without anybody choosing', async () => {
    const { id: tagId, color } = await make('vip');

    expect(api.tagColor.options).toContain(color);
    const changed = await admin.client.call(api.updateTag, { params: { tagId }, body: { color: 'pink', description: 'Pays' } });
    expect(changed).toMatchObject({ id: tagId, name: 'vip', color: 'pink', description: 'Pays' });
    expect(api.tagColor.safeParse('#123').success).toBe(false);
  });

  test('tell that they are to be read again', async () => {
    const told: string[] = [];
    const stop = hub.facts.on('tag.changed', 'test', ({ data }) => void told.push(data.tagId));

    const { id } = await make('vip');
    const { id: renamed } = await rename(id, 'gold');
    await remove(renamed);
    stop();

    expect(told).toEqual([id, renamed, renamed]);
  });
});

describe('a new name', () => {
  test('is carried over to conversations, contacts and views, in the place of the old one', async () => {
    const [one, two] = [await inbox.conversation('one'), await inbox.conversation('two')];
    await use(one, ['vip', 'late']);
    await use(two, ['late']);
    await Contact.updateMany({ name: 'one' }, { $set: { tags: ['vip'] } });
    await ann.client.call(createView, { body: { list: 'conversations', name: 'VIPs', filters: { tag: 'vip', status: 'open' } } });
    const rev = (await inbox.read(one)).rev;

    const renamed = await rename(tagIdOf(inbox.workspaceId, 'vip').toHexString(), 'Gold');

    expect(await tagged('Gold')).toEqual(['one']);
    expect(await tagged('vip')).toEqual([]);
    expect([...(await inbox.read(one)).tags].sort()).toEqual(['Gold', 'late']);
    expect((await inbox.read(one)).rev).toBeGreaterThan(rev);
    expect((await Contact.findOne({ name: 'one' }))?.tags).toEqual(['Gold']);
    expect((await ann.client.call(listViews)).items[0]?.filters).toEqual({ tag: 'Gold', status: 'open' });
    expect(await list()).toEqual(['Gold', 'late']);
    expect(renamed.id).toBe(tagIdOf(inbox.workspaceId, 'gold').toHexString());
    expect(await Tag.countDocuments()).toBe(2);
    expect(await AuditEntry.findOne({ action: 'tag.updated' }).lean()).toMatchObject({ before: { name: 'vip' }, after: { name: 'Gold' } });
  });

  test('in other letters keeps the tag', async () => {
    const one = await inbox.conversation('one');
    await use(one, ['vip']);
    const tagId = tagIdOf(inbox.workspaceId, 'vip').toHexString();

    expect((await rename(tagId, 'VIP')).id).toBe(tagId);
    expect((await inbox.read(one)).tags).toEqual(['VIP']);
    expect((await rename(tagId, 'Vip')).name).toBe('Vip');
    expect((await inbox.read(one)).tags).toEqual(['Vip']);
  });

  test('that another tag has is refused, and nothing changes', async () => {
    const one = await inbox.conversation('one');
    await use(one, ['vip', 'late']);

    await expect(rename(tagIdOf(inbox.workspaceId, 'vip').toHexString(), 'LATE')).rejects.toMatchObject({ code: 'tag.name-taken' });
    expect(await list()).toEqual(['late', 'vip']);
    expect((await inbox.read(one)).tags).toEqual(['vip', 'late']);
  });

  test('that a crash left halfway is carried over by the sweep, with a record of its own', async () => {
    const one = await inbox.conversation('one');
    await use(one, ['vip']);
    const _id = tagIdOf(inbox.workspaceId, 'vip');
    await Tag.updateOne({ _id }, { $set: { isLeaving: true, carrying: { from: 'vip', to: 'Gold' }, color: 'pink' } });

    // Whoever uses the old name meanwhile means the tag that is being renamed.
    const two = await inbox.conversation('two');
    await use(two, ['vip']);
    expect(await finishTags(hub, carryTag)).toBe(1);
    expect(await finishTags(hub, carryTag)).toBe(0);

    expect(await tagged('Gold')).toEqual(['two', 'one']);
    expect((await ann.client.call(api.listTags)).items).toMatchObject([{ name: 'Gold', color: 'pink' }]);
    expect(await Tag.countDocuments()).toBe(1);
  });

  test('of very much tagged is carried over piece by piece', async () => {
    const template = await inbox.read(await inbox.conversation('one'));
    const { id } = await make('vip');
    const conversations = Array.from({ length: 5100 }, (_, n) => ({
      ...template,
      _id: tagIdOf(inbox.workspaceId, `conversation ${n}`),
      number: n + 10,
      tags: ['vip'],
    }));
    await Conversation.insertMany(conversations);

    await rename(id, 'gold');

    const left = () => Conversation.countDocuments({ tags: 'vip' });
    expect(await left()).toBe(100);
    expect(await list()).toEqual(['gold']);
    await finishTags(hub, carryTag);
    expect(await left()).toBe(0);
    expect(await Conversation.countDocuments({ tags: ['gold'] })).toBe(5100);
  });
});

describe('a removed tag', () => {
  test('goes from all that has it and may be made anew', async () => {
    const one = await inbox.conversation('one');
    await use(one, ['vip', 'late']);
    await Contact.updateMany({}, { $set: { tags: ['vip'] } });
    const tagId = tagIdOf(inbox.workspaceId, 'vip').toHexString();

    await remove(tagId);

    expect((await inbox.read(one)).tags).toEqual(['late']);
    expect((await Contact.findOne())?.tags).toEqual([]);
    expect(await list()).toEqual(['late']);
    await expect(remove(tagId)).rejects.toMatchObject({ code: 'tag.unknown' });
    expect((await make('VIP')).id).toBe(tagId);
  });

  test("of one workspace is not another's", async () => {
    const other = await buildInbox(hub);
    const one = await other.conversation('one', { tags: ['vip'] });
    const { id } = await make('vip');

    await remove(id);

    expect((await other.read(one)).tags).toEqual(['vip']);
  });
});
