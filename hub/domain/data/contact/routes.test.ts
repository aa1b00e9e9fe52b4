import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/contacts.ts';
import type { Client } from '../../../api/client.ts';
import type { FactType } from '../../../api/facts.ts';
import { ObjectId } from '../../../core/ids.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildAgent, buildToken, buildWorkspace, signIn } from '../../../test/factories.ts';
import { createTestHub, startHttp, type TestHttp } from '../../../test/start-http.ts';
import { AuditEntry } from '../../audit/model.ts';
import { Contact } from '../../contact/model.ts';
import { listConversations } from '../../conversation/listing/list-conversations.ts';
import { Conversation } from '../../conversation/model.ts';
import { systemActor } from '../../../core/actor.ts';
import { Message } from '../../timeline/model.ts';
import { buildTalk, type Talk } from '../talk.fixture.ts';
import { contactRoutes } from './routes.ts';

useDatabase();

const hub = createTestHub();
const nobody = new ObjectId().toHexString();

let http: TestHttp;
let client: Client;
let workspaceId: ObjectId;
let ann: Talk;
let told: FactType[];

beforeEach(async () => {
  http = await startHttp(hub, { routes: contactRoutes(hub) });
  workspaceId = (await buildWorkspace(hub))._id;
  client = http.client({ token: await buildToken(hub, workspaceId) });
  ann = await buildTalk(hub, workspaceId, { name: 'Annegret', chatId: '700100' });
  told = [];
  const stop = hub.facts.on(['contact.changed', 'contact.erased', 'conversation.changed'], 'test', ({ type }) => void told.push(type));
  return stop;
});

function idOf({ contact }: Talk) {
  return contact._id.toHexString();
}

function reload({ conversation }: Talk) {
  return Conversation.findById(conversation._id).orFail().lean();
}

describe('the list of contacts', () => {
  test('comes newest first, a page at a time, without those of other workspaces', async () => {
    await buildTalk(hub, workspaceId, { name: 'Boris', chatId: '700200' });
    await buildTalk(hub, (await buildWorkspace(hub))._id, { name: 'Stranger', chatId: '700300' });

    const first = await client.call(api.listContacts, { query: { limit: 1 } });
    const second = await client.call(api.listContacts, { query: { limit: 1, cursor: first.nextCursor ?? '' } });

    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Boris', 'Annegret']);
    expect(second.nextCursor).toBeNull();
  });

  test.each([
    ['anne', ['Annegret']],
    ['U7001', ['Annegret']],
    ['egret', []],
    ['!?', []],
  ])('is narrowed by the beginnings of words: %s', async (q, names) => {
    const { items } = await client.call(api.listContacts, { query: { q } });

    expect(items.map(({ name }) => name)).toEqual(names);
  });
});

describe('one contact', () => {
  test('comes with its accounts and its conversations', async () => {
    const found = await client.call(api.getContact, { params: { contactId: idOf(ann) } });

    expect(found).toMatchObject({ name: 'Annegret', blocked: false, kind: 'lead', conversationCount: 1 });
    expect(found.conversations).toMatchObject([{ id: ann.conversation._id.toHexString(), status: 'open', provider: 'telegram' }]);
    expect(found.identities).toMatchObject([
      { channelId: ann.channelId.toHexString(), provider: 'telegram', externalId: '700100', unreachableSince: null },
    ]);
  });

  test('does not name conversations that the caller may not see', async () => {
    await Conversation.updateOne({ _id: ann.conversation._id }, { $set: { assigneeId: new ObjectId() } });
    const { user } = await buildAgent(hub, { workspaceId, role: 'agent', scope: 'own' });
    const own = http.client({ headers: await signIn(hub, user._id) });

    const found = await own.call(api.getContact, { params: { contactId: idOf(ann) } });

    expect([found.conversations, found.conversationCount]).toEqual([[], 0]);
  });
});

describe('changing a contact', () => {
  test('carries the new name and terms to its conversations and tells it', async () => {
    const body = {
      name: 'Grete Sommer',
      phones: ['+49 30 1234567'],
      emails: ['Grete@Example.com'],
      language: 'de',
      notes: 'prefers mornings',
    };

    const changed = await client.call(api.updateContact, { params: { contactId: idOf(ann) }, body });
    await hub.announcer.settled();

    expect(changed).toMatchObject({ ...body, emails: ['grete@example.com'] });
    expect((await reload(ann)).contact.name).toBe('Grete Sommer');
    const search = async (q: string) => (await listConversations(hub, systemActor(workspaceId), { q })).items.length;
    expect([await search('sommer'), await search('annegret s'), await search('1234567')]).toEqual([1, 0, 1]);
    expect((await client.call(api.listContacts, { query: { q: 'sommer' } })).items).toHaveLength(1);
    expect((await client.call(api.listContacts, { query: { q: 'annegret sommer' } })).items).toHaveLength(0);
    expect(told.sort()).toEqual(['contact.changed', 'conversation.changed']);
  });

  test('is audited with what was there before and after, and a change to the same is not', async () => {
    const body = { notes: 'likes tea' };
    await client.call(api.updateContact, { params: { contactId: idOf(ann) }, body });
    await client.call(api.updateContact, { params: { contactId: idOf(ann) }, body });

    const entries = await AuditEntry.find({ action: 'contact.updated' }).lean();
    expect(entries.map(({ before, after }) => [before, after])).toEqual([[{ notes: '' }, { notes: 'likes tea' }]]);
  });

  test('takes the language away by null', async () => {
    await client.call(api.updateContact, { params: { contactId: idOf(ann) }, body: { language: 'de' } });

    const changed = await client.call(api.updateContact, { params: { contactId: idOf(ann) }, body: { language: null } });

    expect(changed.language).toBeNull();
  });
});

describe('blocking a contact', () => {
  test('marks its conversations, writes one line on the timeline, and is undone by unblocking', async () => {
    const params = { contactId: idOf(ann) };
    const eventsOf = async () => (await Message.find({ kind: 'event' }).sort({ seq: 1 }).lean()).map(({ event }) => event?.type);

    const blocked = await client.call(api.blockContact, { params });
    await client.call(api.blockContact, { params });
    expect([blocked.blocked, (await reload(ann)).contact.blocked, await eventsOf()]).toEqual([true, true, ['blocked']]);

    const unblocked = await client.call(api.unblockContact, { params });
    await hub.announcer.settled();
    expect([unblocked.blocked, (await reload(ann)).contact.blocked, await eventsOf()]).toEqual([false, false, ['blocked', 'unblocked']]);
    expect(told.filter((type) => type === 'contact.changed')).toHaveLength(2);
  });

  test('reaches conversations that ended or that the agent does not see', async () => {
    await Conversation.updateOne({ _id: ann.conversation._id }, { $set: { assigneeId: new ObjectId() } });
    const { user } = await buildAgent(hub, { workspaceId, role: 'agent', scope: 'own' });

    await http.client({ headers: await signIn(hub, user._id) }).call(api.blockContact, { params: { contactId: idOf(ann) } });

    expect((await reload(ann)).contact.blocked).toBe(true);
  });

  test('finishes what a crash left undone', async () => {
    await Contact.updateOne({ _id: ann.contact._id }, { $set: { blocked: true } });

    await client.call(api.blockContact, { params: { contactId: idOf(ann) } });

    expect((await reload(ann)).contact.blocked).toBe(true);
  });
});

describe('every route of contacts', () => {
  const routes = [
    ['get', '', undefined, 'contact.edit'],
    ['patch', '', { notes: 'x' }, 'contact.view'],
    ['post', '/block', undefined, 'contact.view'],
    ['post', '/unblock', undefined, 'contact.view'],
    ['delete', '', undefined, 'contact.edit'],
  ] as const;

  test.each(routes)('%s /contacts/:id%s: 400, 401, 403, 404', async (method, path, body, otherScope) => {
    const all = await buildToken(hub, workspaceId);
    const other = await buildToken(hub, workspaceId, [otherScope]);
    const foreign = await buildTalk(hub, (await buildWorkspace(hub))._id, { name: 'Foreign', chatId: '1' });
    const status = async (contactId: string, token?: string) => {
      const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) };
      return (
        await http.request(`/api/v1/contacts/${contactId}${path}`, {
          method: method.toUpperCase(),
          headers,
          ...(body && { body: JSON.stringify(body) }),
        })
      ).status;
    };

    expect(await status('nonsense', all)).toBe(400);
    expect(await status(idOf(ann))).toBe(401);
    expect(await status(idOf(ann), other)).toBe(403);
    expect(await status(nobody, all)).toBe(404);
    expect(await status(idOf(foreign), all)).toBe(404);
    expect(await status(idOf(ann), all)).toBe(200);
  });

  test('the list: 400, 401, 403', async () => {
    const other = await buildToken(hub, workspaceId, ['contact.edit']);
    await expect(client.call(api.listContacts, { query: { cursor: 'nonsense' } })).rejects.toMatchObject({ status: 400 });
    await expect(http.client().call(api.listContacts, { query: {} })).rejects.toMatchObject({ status: 401 });
    await expect(http.client({ token: other }).call(api.listContacts, { query: {} })).rejects.toMatchObject({ status: 403 });
  });

  test.each([{}, { name: ' ' }, { emails: ['no address'] }, { language: 'German' }])('a change of %j is 400', async (body) => {
    await expect(client.call(api.updateContact, { params: { contactId: idOf(ann) }, body })).rejects.toMatchObject({ status: 400 });
  });
});
