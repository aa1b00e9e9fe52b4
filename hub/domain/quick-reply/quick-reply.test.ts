import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../api/customers/quick-replies.ts';
import type { Client } from '../../api/client.ts';
import { useDatabase } from '../../test/database.ts';
import { systemActor } from '../../core/actor.ts';
import { buildToken, signIn } from '../../test/factories.ts';
import { createTestHub, startHttp, testRoutes, type TestHttp } from '../../test/start-http.ts';
import { buildQueue, type QueueWorld } from '../conversation/handing/queue.fixture.ts';
import { createDepartment } from '../department/save-department.ts';
import { renderQuickReply } from './render.ts';

useDatabase();

const hub = createTestHub();
let http: TestHttp;
let client: Client;
let ours: QueueWorld;
let departmentId: string;

beforeEach(async () => {
  http = await startHttp(hub, {
    routes: testRoutes(hub),
  });
  ours = await buildQueue([hub], { mode: 'manual', limit: null });
  const actor = systemActor(ours.workspaceId);
  departmentId = (await createDepartment(hub, actor, { name: 'Sales', description: '', memberIds: [] })).id;
  client = http.client({ token: await buildToken(hub, ours.workspaceId) });
});

function make(shortcut: string, more: { title?: string; text?: string; language?: 'en' | 'ru'; departmentIds?: string[] } = {}) {
  return client.call(api.createQuickReply, { body: { shortcut, title: shortcut, text: shortcut, ...more } });
}

async function found(query: { q?: string; language?: 'en' | 'ru'; department?: string; limit?: number }): Promise<string[]> {
  return (await client.call(api.listQuickReplies, { query })).items.map(({ shortcut }) => shortcut);
}

describe('quick replies', () => {
  test('are found by the beginnings of words of shortcut, title and text, in both languages', async () => {
    await make('refund', { title: 'Money back', text: 'We return the money within 3 days.' });
    await make('возврат', { title: 'Возврат денег', text: 'Вернём всё за 3 дня.' });

    expect(await found({ q: 'ref' })).toEqual(['refund']);
    expect(await found({ q: 'mon ret' })).toEqual(['refund']);
    expect(await found({ q: 'ВОЗВР' })).toEqual(['возврат']);
    expect(await found({ q: 'все' })).toEqual(['возврат']);
    expect(await found({ q: '3' })).toEqual(['refund', 'возврат']);
    expect(await found({ q: 'nothing' })).toEqual([]);
    expect(await found({ q: '.*' })).toEqual([]);
  });

  test('of a language or a department come with those for all', async () => {
    await make('all');
    await make('english', { language: 'en' });
    await make('russian', { language: 'ru' });
    await make('sales', { departmentIds: [departmentId] });

    expect(await found({ language: 'ru' })).toEqual(['all', 'russian', 'sales']);
    expect(await found({ department: departmentId })).toEqual(['all', 'english', 'russian', 'sales']);
    expect(await found({ department: '0'.repeat(24) })).toEqual(['all', 'english', 'russian']);
  });

  test('have shortcuts that are unique in upper and lower case, also after a change', async () => {
    await make('Hello');
    const other = await make('other');

    await expect(make('hELLO')).rejects.toMatchObject({ status: 409, code: 'quick-reply.shortcut-taken' });
    const change = client.call(api.updateQuickReply, { params: { quickReplyId: other.id }, body: { shortcut: 'HELLO' } });
    await expect(change).rejects.toMatchObject({ code: 'quick-reply.shortcut-taken' });
  });

  test('are paged by shortcut', async () => {
    for (const shortcut of ['c', 'a', 'b']) await make(shortcut);

    const first = await client.call(api.listQuickReplies, { query: { limit: 2 } });
    const second = await client.call(api.listQuickReplies, { query: { limit: 2, cursor: first.nextCursor ?? '' } });

    expect([...first.items, ...second.items].map(({ shortcut }) => shortcut)).toEqual(['a', 'b', 'c']);
    expect(second.nextCursor).toBeNull();
  });

  test('are counted when an agent inserts one, and a change does not forget it', async () => {
    const { id, usedCount, lastUsedAt } = await make('hello');
    expect([usedCount, lastUsedAt]).toEqual([0, null]);
    const params = { quickReplyId: id };

    await Promise.all([client.call(api.useQuickReply, { params }), client.call(api.useQuickReply, { params })]);
    await client.call(api.updateQuickReply, { params, body: { title: 'Changed' } });

    expect(await client.call(api.getQuickReply, { params })).toMatchObject({ usedCount: 2, lastUsedAt: expect.stringMatching(/Z$/) });
  });

  test('are found under their new words after a change', async () => {
    const { id } = await make('old', { text: 'ancient' });

    await client.call(api.updateQuickReply, { params: { quickReplyId: id }, body: { shortcut: 'new', title: 'new', text: 'fresh' } });

    expect(await found({ q: 'fre' })).toEqual(['new']);
    expect(await found({ q: 'anc' })).toEqual([]);
  });
});

describe('quick replies for a conversation', () => {
  test('come rendered by its contact, its department and whoever asks, in the list and alone', async () => {
    const { id } = await make('hi', {
      text: '{{contact.firstName}}, {{agent.name|we}} of {{department.name}} on #{{conversation.number}}',
    });
    const conversation = await ours.addConversation({ contact: { name: 'Ann Lee' } });
    const query = { conversation: conversation._id.toHexString() };
    const ann = await ours.addAgent({ name: 'Olga' });
    const browser = http.client({ headers: await signIn(hub, ann.user._id) });

    expect((await client.call(api.listQuickReplies, { query })).items).toMatchObject([{ rendered: 'Ann, we of Support on #1' }]);
    expect(await browser.call(api.getQuickReply, { params: { quickReplyId: id }, query })).toMatchObject({
      text: expect.stringContaining('{{'),
      rendered: 'Ann, Olga of Support on #1',
    });
    expect((await client.call(api.getQuickReply, { params: { quickReplyId: id } })).rendered).toBeUndefined();
  });

  test("are not rendered for another workspace's", async () => {
    const foreign = await buildQueue([hub], { mode: 'manual', limit: null });
    const query = { conversation: (await foreign.addConversation())._id.toHexString() };

    await expect(client.call(api.listQuickReplies, { query })).rejects.toMatchObject({ code: 'conversation.unknown' });
  });
});

describe('a quick reply as it is sent', () => {
  test.each([
    ['Hi {{contact.name}}, {{ agent.name }} here', 'Hi Ann, Bo here'],
    ['Hi {{department.name|there}}!', 'Hi there!'],
    ['Hi {{department.name}}!', 'Hi !'],
    ['{{contact.naem}} stays', '{{contact.naem}} stays'],
    ['{{constructor}} {{__proto__}}', '{{constructor}} {{__proto__}}'],
  ])('%s', (text, rendered) => {
    expect(renderQuickReply({ text }, { 'contact.name': 'Ann', 'agent.name': 'Bo' })).toBe(rendered);
  });

  test('does not read placeholders in the values', () => {
    expect(renderQuickReply({ text: '{{contact.name}}' }, { 'contact.name': '{{agent.name}}$&', 'agent.name': 'Bo' })).toBe(
      '{{agent.name}}$&',
    );
  });
});
