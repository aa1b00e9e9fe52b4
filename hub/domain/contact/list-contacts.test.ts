import mongoose from 'mongoose';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ContactFilters, ContactSort } from '../../api/customers/contact-filters.ts';
import { contactFilters } from '../../api/customers/contact-filters.ts';
import { systemActor, type Actor } from '../../core/actor.ts';
import { ObjectId } from '../../core/ids.ts';
import { countCommands } from '../../database/count-commands.ts';
import { useDatabase } from '../../test/database.ts';
import { buildWorkspace } from '../../test/factories.ts';
import { deriveContact } from './derive.ts';
import { contactsWhere, countContacts, listContacts } from './list-contacts.ts';
import { Contact } from './model.ts';
import { noteActivity } from './note-activity.ts';

useDatabase();

let actor: Actor;
const channelId = new ObjectId();
const start = new Date('2026-01-01T00:00:00Z').getTime();

beforeEach(async () => {
  actor = systemActor((await buildWorkspace({ now: () => new Date() }))._id);
});

/** Many contacts as the verbs would have written them: every 10th is tagged, every 5th speaks German, every 7th is blocked. */
async function fill(count: number) {
  const documents = Array.from({ length: count }, (_, index) => {
    const said = {
      name: `Person ${String(count - index).padStart(6, '0')}`,
      phones: [`+1 555 ${String(index).padStart(6, '0')}`],
      emails: [`p${index}@example.com`],
      tags: index % 10 === 0 ? ['vip'] : [],
      fields: { plan: index % 3 === 0 ? 'Pro' : 'free' },
      blocked: index % 7 === 0,
      channelIds: index % 2 === 0 ? [channelId] : [],
      providers: index % 2 === 0 ? ['telegram'] : ['vk'],
      ...(index % 5 === 0 && { language: 'de-AT' }),
      ...(index % 4 === 0 && { externalUserId: `user-${index}` }),
    };
    const createdAt = new Date(start + index * 1000);
    return {
      ...{ _id: new ObjectId(), workspaceId: actor.workspaceId, ...said, ...deriveContact(said), notes: '', rev: 1 },
      ...{ createdAt, updatedAt: createdAt, activeAt: createdAt },
    };
  });
  await Contact.collection.insertMany(documents);
}

async function namesOf(filters: ContactFilters & { sort?: ContactSort }) {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listContacts(actor, { ...filters, cursor, limit: 7 });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return names;
}

describe('the filters of contacts', () => {
  const cases: [ContactFilters, (index: number) => boolean][] = [
    [{ tag: 'vip' }, (index) => index % 10 === 0],
    [{ kind: 'known' }, (index) => index % 4 === 0],
    [{ blocked: true }, (index) => index % 7 === 0],
    [{ blocked: false }, (index) => index % 7 !== 0],
    [{ language: 'de' }, (index) => index % 5 === 0],
    [{ language: 'de-AT', provider: 'telegram' }, (index) => index % 10 === 0],
    [{ channel: channelId.toHexString(), tag: 'vip' }, (index) => index % 10 === 0],
    [{ fields: { plan: 'PRO' } }, (index) => index % 3 === 0],
    [{ q: '1 555 00001' }, (index) => index >= 10 && index < 20],
    [{ q: 'user-8' }, (index) => index === 8 || (index >= 80 && index % 4 === 0 && index < 90)],
    [
      { createdAfter: new Date(start + 5000).toISOString(), createdBefore: new Date(start + 8000).toISOString() },
      (index) => index >= 5 && index < 8,
    ],
    [{ lastMessageAfter: new Date(start).toISOString() }, () => false],
    [{ q: '!?' }, () => false],
  ];

  test.each(cases)('%j finds exactly those, page after page, in each order', async (filters, isFound) => {
    await fill(60);
    const expected = Array.from({ length: 60 }, (_, index) => index).filter(isFound);
    const names = expected.map((index) => `Person ${String(60 - index).padStart(6, '0')}`);

    expect(await namesOf(filters)).toEqual([...names].reverse());
    expect(await namesOf({ ...filters, sort: 'name' })).toEqual([...names].sort());
    expect(await namesOf({ ...filters, sort: 'lastMessage' })).toEqual([...names].reverse());
    expect(await countContacts(actor, filters)).toEqual({ count: expected.length, isCapped: false });
  });

  test('are read from a query and from what was stored alike', () => {
    const query = { blocked: 'true', fields: '{"plan":"pro"}' };
    const stored = contactFilters.parse(query);

    expect(stored).toEqual({ blocked: true, fields: { plan: 'pro' } });
    expect(contactFilters.parse(stored)).toEqual(stored);
    expect(contactFilters.safeParse({ fields: '{plan' }).success).toBe(false);
    expect(contactFilters.safeParse({ fields: '{"$ne":1}' }).success).toBe(false);
  });
});

test('who wrote last comes first, and is found by when', async () => {
  await fill(5);
  const third = await Contact.findOne({ name: 'Person 000003' }).orFail().lean();
  await noteActivity(actor.workspaceId, third._id, new Date('2026-06-01T10:00:00Z'));
  await noteActivity(actor.workspaceId, third._id, new Date('2026-06-01T10:00:30Z'));

  expect((await namesOf({ sort: 'lastMessage' }))[0]).toBe('Person 000003');
  expect(await namesOf({ lastMessageAfter: '2026-06-01T09:00:00Z' })).toEqual(['Person 000003']);
  expect((await Contact.findById(third._id).orFail().lean()).lastMessageAt).toEqual(new Date('2026-06-01T10:00:00Z'));
});

describe('among many', () => {
  const ways: [string, ContactFilters, ContactSort][] = [
    ['all', {}, 'newest'],
    ['all', {}, 'name'],
    ['all', {}, 'lastMessage'],
    ['a tag', { tag: 'vip' }, 'newest'],
    ['a tag', { tag: 'vip' }, 'name'],
    ['a field', { fields: { plan: 'pro' } }, 'lastMessage'],
    ['a kind', { kind: 'known' }, 'name'],
  ];

  test.each(ways)('a page deep in the list of %s (%j, %s) is one database call', async (_, filters, sort) => {
    await fill(300);
    const limit = 2;
    let cursor: string | undefined;
    for (let page = 0; page < 10; page += 1)
      cursor = (await listContacts(actor, { ...filters, sort, cursor, limit })).nextCursor ?? undefined;

    const { commands } = await countCommands(mongoose.connection, () => listContacts(actor, { ...filters, sort, cursor, limit }));

    expect(commands).toEqual(['aggregate contacts']);
  });

  test('a count ends at 1,000', async () => {
    await fill(1500);

    expect(await countContacts(actor, {})).toEqual({ count: 1000, isCapped: true });
  });
});

test('no filter leaves another workspace in', () => {
  expect(contactsWhere(actor.workspaceId, { tag: 'vip' })).toMatchObject({ workspaceId: actor.workspaceId });
});
