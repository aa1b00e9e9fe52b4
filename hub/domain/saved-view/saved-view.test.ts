import mongoose from 'mongoose';
import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../api/customers/saved-views.ts';
import { ObjectId } from '../../core/ids.ts';
import { countCommands } from '../../database/count-commands.ts';
import { useDatabase } from '../../test/database.ts';
import { createTestHub } from '../../test/start-http.ts';
import { buildInbox, type Inbox, type InboxAgent } from '../conversation/inbox.fixture.ts';
import { Conversation } from '../conversation/model.ts';
import { mostViews } from './find-views.ts';
import { SavedView } from './model.ts';

useDatabase();

const hub = createTestHub();
let inbox: Inbox;
let ann: InboxAgent;
let bo: InboxAgent;
let admin: InboxAgent;

beforeEach(async () => {
  inbox = await buildInbox(hub);
  [ann, bo, admin] = [await inbox.agent({ name: 'Ann' }), await inbox.agent({ name: 'Bo' }), await inbox.agent({ role: 'admin' })];
});

type NewView = { name: string; list?: api.ViewList; filters?: Record<string, unknown>; isShared?: boolean; position?: number };
const save = ({ list = 'conversations', ...view }: NewView, who = ann) => who.client.call(api.createView, { body: { list, ...view } });
const names = async (who: InboxAgent, list?: api.ViewList) =>
  (await who.client.call(api.listViews, { query: { list } })).items.map(({ name }) => name);
const update = (viewId: string, body: { name?: string; isShared?: boolean; filters?: Record<string, unknown> }, who = ann) =>
  who.client.call(api.updateView, { params: { viewId }, body });

describe('saved views', () => {
  test('are private, or shared by whoever may share, and come by position', async () => {
    await save({ name: 'second', position: 2 });
    await save({ name: 'first', position: 1 });
    await save({ name: "Bo's" }, bo);
    await save({ name: 'for all', isShared: true, position: 1.5 }, admin);
    await save({ name: 'leads', list: 'contacts', filters: { kind: 'lead' } });

    expect(await names(ann, 'conversations')).toEqual(['first', 'for all', 'second']);
    expect(await names(ann, 'contacts')).toEqual(['leads']);
    expect(await names(bo)).toEqual(['for all', "Bo's"]);
    await expect(save({ name: 'mine for all', isShared: true })).rejects.toMatchObject({ code: 'permission.missing' });
  });

  test('are made last when nobody says where', async () => {
    await save({ name: 'one', position: 5 });
    await save({ name: 'two' });
    await save({ name: 'three' });

    expect(await names(ann)).toEqual(['one', 'two', 'three']);
  });

  test("keep the list's own filters and refuse others", async () => {
    const filters = { status: 'open', assignee: 'me', tag: 'vip', unread: true, waiting: 15, q: 'возврат' };

    expect((await save({ name: 'all', filters })).filters).toEqual(filters);
    for (const wrong of [{ colour: 'red' }, { waiting: 'long' }, { status: { ne: 'open' } }, { kind: 'lead' }]) {
      await expect(save({ name: 'wrong', filters: wrong })).rejects.toMatchObject({ status: 400, code: 'request.invalid' });
    }
    const { id } = await save({ name: 'people', list: 'contacts', filters: { kind: 'lead' } });
    await expect(update(id, { filters: { assignee: 'me' } })).rejects.toMatchObject({ status: 400 });
    expect((await update(id, { filters: { tag: 'vip' } })).filters).toEqual({ tag: 'vip' });
  });

  test('are changed and removed by their owner, shared ones by whoever may share', async () => {
    const { id: own } = await save({ name: 'own' });
    const { id: shared } = await save({ name: 'shared', isShared: true }, admin);

    await expect(update(own, { name: 'taken' }, admin)).rejects.toMatchObject({ code: 'view.unknown' });
    await expect(update(shared, { name: 'taken' })).rejects.toMatchObject({ code: 'permission.missing' });
    await expect(update(own, { isShared: true })).rejects.toMatchObject({ code: 'permission.missing' });
    await expect(ann.client.call(api.deleteView, { params: { viewId: shared } })).rejects.toMatchObject({ code: 'permission.missing' });
    const owner = await inbox.agent({ role: 'owner' });
    expect((await update(shared, { name: 'renamed' }, owner)).name).toBe('renamed');
    await ann.client.call(api.deleteView, { params: { viewId: own } });
    expect(await names(ann)).toEqual(['renamed']);
  });

  test('end at a number that says so', async () => {
    const { id } = await save({ name: 'one' });
    const template = await SavedView.findById(id).orFail().lean();
    await SavedView.insertMany(Array.from({ length: mostViews - 1 }, () => ({ ...template, _id: new ObjectId() })));

    await expect(save({ name: 'one more' })).rejects.toMatchObject({ status: 409, code: 'view.too-many', details: { limit: mostViews } });
    await save({ name: "Bo's first" }, bo);
  });
});

describe('counts of views', () => {
  test('hold what the list would, for whoever asks, each up to 99', async () => {
    await inbox.conversation("Ann's", { assigneeId: ann._id });
    const template = await inbox.read(await inbox.conversation('vip', { tags: ['vip'] }));
    await Conversation.insertMany(Array.from({ length: 100 }, (_, n) => ({ ...template, _id: new ObjectId(), number: n + 10 })));
    const { id: mine } = await save({ name: 'mine', filters: { assignee: 'me' }, isShared: true }, admin);
    const { id: vips } = await save({ name: 'vips', filters: { tag: 'vip' }, isShared: true }, admin);
    await save({ name: 'people', list: 'contacts' });
    const count = async (who: InboxAgent) => (await who.client.call(api.countViews)).items;

    expect(await count(ann)).toEqual([
      { viewId: mine, count: 1, isCapped: false },
      { viewId: vips, count: 99, isCapped: true },
    ]);
    expect((await count(bo))[0]).toEqual({ viewId: mine, count: 0, isCapped: false });
  });

  test('are of 20 views at most', async () => {
    for (let n = 0; n < 22; n += 1) await save({ name: String(n), position: n });

    const { result, commands } = await countCommands(mongoose.connection, () => ann.client.call(api.countViews));

    expect(result.items).toHaveLength(20);
    expect(commands.filter((name) => name === 'aggregate conversations')).toHaveLength(20);
  });
});
