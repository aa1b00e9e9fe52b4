import { beforeEach, describe, expect, test } from 'vitest';
import * as api from '../../../api/customers/contact-merges.ts';
import { getContact as getContactEndpoint, eraseContact } from '../../../api/customers/contacts.ts';
import type { Client } from '../../../api/client.ts';
import type { FactType } from '../../../api/facts.ts';
import { systemActor } from '../../../core/actor.ts';
import type { ObjectId } from '../../../core/ids.ts';
import { useDatabase } from '../../../test/database.ts';
import { buildAgent, buildToken, buildWorkspace, signIn } from '../../../test/factories.ts';
import { createTestHub, startHttp, type TestHttp } from '../../../test/start-http.ts';
import { Contact, Identity } from '../../contact/model.ts';
import { recogniseContact } from '../../contact/recognise.ts';
import { listContacts } from '../../contact/list-contacts.ts';
import { Conversation } from '../../conversation/model.ts';
import { openConversation } from '../../conversation/open.ts';
import { ConversationSlot } from '../../conversation/slot.ts';
import { createCustomField } from '../../custom-field/save-custom-field.ts';
import { Message } from '../../timeline/model.ts';
import { contactRoutes } from '../contact/routes.ts';
import { updateContact } from '../contact/update-contact.ts';
import { buildTalk, type Talk } from '../talk.fixture.ts';
import { mergeContacts } from './merge-contacts.ts';
import { Merge } from './model.ts';
import { resumeMerges } from './resume-merges.ts';
import { mergeRoutes } from './routes.ts';
import { undoMerge } from './undo-merge.ts';

useDatabase();

let now = new Date('2026-05-01T10:00:00Z');
const hub = createTestHub({ now: () => now });

let http: TestHttp;
let client: Client;
let workspaceId: ObjectId;
let ann: Talk;
let anna: Talk;
let told: FactType[];

beforeEach(async () => {
  now = new Date('2026-05-01T10:00:00Z');
  http = await startHttp(hub, { routes: [...mergeRoutes(hub), ...contactRoutes(hub)] });
  workspaceId = (await buildWorkspace(hub))._id;
  client = http.client({ token: await buildToken(hub, workspaceId) });
  const actor = systemActor(workspaceId);
  await createCustomField(hub, actor, { key: 'plan', name: 'Plan', type: 'text', isShownInInbox: true });
  ann = await buildTalk(hub, workspaceId, { name: 'Ann', chatId: '1' });
  anna = await buildTalk(hub, workspaceId, { name: 'Anna Summer', chatId: '2' });
  await updateContact(hub, actor, ann.contact._id, { phones: ['+1 555 0001'], notes: 'first', tags: ['vip'] });
  await updateContact(hub, actor, anna.contact._id, {
    phones: ['+1 555 0002'],
    notes: 'second',
    tags: ['vip', 'late'],
    externalUserId: 'u-2',
    language: 'de',
    fields: { plan: 'pro' },
  });
  told = [];
  return hub.facts.on(['contact.changed', 'contact.merged'], 'test', ({ type }) => void told.push(type));
});

function ids() {
  return { contactId: ann.contact._id.toHexString(), fromId: anna.contact._id.toHexString() };
}

function merge(tools = hub) {
  return mergeContacts(tools, systemActor(workspaceId, 'Mia'), ids());
}

/** Everything there is of both contacts, to compare before and after. */
async function everything() {
  const contacts = await Contact.find({ workspaceId }).sort({ _id: 1 }).lean();
  const [identities, slots, conversations] = await Promise.all([
    Identity.find({ workspaceId }).sort({ _id: 1 }).lean(),
    ConversationSlot.find({ workspaceId }).sort({ _id: 1 }).lean(),
    Conversation.find({ workspaceId }).sort({ _id: 1 }).select({ contactId: 1, contact: 1, terms: 1 }).lean(),
  ]);
  return {
    contacts: contacts.map(({ rev: _rev, updatedAt: _at, facets, terms, ...rest }) => ({
      ...rest,
      facets: [...facets].sort(),
      terms: [...terms].sort(),
    })),
    identities,
    slots,
    conversations: conversations.map(({ terms, ...rest }) => ({ ...rest, terms: [...terms].sort() })),
  };
}

describe('merging', () => {
  test('moves accounts, chats and conversations, puts both together and tells it', async () => {
    const { contact, mergeId } = await merge();
    await hub.announcer.settled();

    expect(contact).toMatchObject({
      name: 'Ann',
      kind: 'known',
      externalUserId: 'u-2',
      language: 'de',
      phones: ['+1 555 0001', '+1 555 0002'],
      notes: 'first\n\nsecond',
      tags: ['vip', 'late'],
      fields: { plan: 'pro' },
    });
    const of = { contactId: ann.contact._id };
    expect(await Promise.all([Identity.countDocuments(of), ConversationSlot.countDocuments(of), Conversation.countDocuments(of)])).toEqual([
      2, 2, 2,
    ]);
    const moved = await Conversation.findById(anna.conversation._id).orFail().lean();
    expect([moved.contact.name, moved.terms.includes('15550001') || moved.terms.includes('0001')]).toEqual(['Ann', true]);
    expect(await Message.find({ kind: 'event', 'event.type': 'merged' }).lean()).toMatchObject([
      {
        conversationId: anna.conversation._id,
        author: { name: 'Mia' },
        event: { data: { mergeId: mergeId.toHexString(), from: { name: 'Anna Summer' } } },
      },
    ]);
    expect(new Set(told)).toEqual(new Set(['contact.merged', 'contact.changed']));
    expect((await listContacts(systemActor(workspaceId), {})).items.map(({ name }) => name)).toEqual(['Ann']);
    await expect(client.call(getContactEndpoint, { params: { contactId: ids().fromId } })).rejects.toMatchObject({
      status: 404,
      details: { mergedInto: ids().contactId },
    });
  });

  test('is shown before it is done, field by field, and the preview changes nothing', async () => {
    const before = await everything();

    const preview = await client.call(api.previewMerge, { params: { contactId: ids().contactId }, body: { from: ids().fromId } });

    expect(Object.fromEntries(preview.fields.map(({ field, outcome }) => [field, outcome]))).toEqual({
      name: 'dropped',
      externalUserId: 'added',
      username: 'dropped',
      phones: 'combined',
      language: 'added',
      notes: 'combined',
      tags: 'combined',
      'field:plan': 'added',
    });
    expect(preview.moves).toEqual({ identities: 1, conversations: 1, files: 2 });
    expect(await everything()).toEqual(before);
  });

  test('reaches conversations that the agent does not see', async () => {
    await Conversation.updateOne({ _id: anna.conversation._id }, { $set: { assigneeId: workspaceId } });
    const { user } = await buildAgent(hub, { workspaceId, role: 'agent', scope: 'own' });
    const own = http.client({ headers: await signIn(hub, user._id) });

    await own.call(api.mergeContacts, { params: { contactId: ids().contactId }, body: { from: ids().fromId } });

    expect(await Conversation.countDocuments({ contactId: ann.contact._id })).toBe(2);
  });

  test('a message that comes meanwhile is in a conversation of the contact that stays', async () => {
    const channel = { id: anna.channelId, workspaceId, provider: 'telegram' };
    // A webhook that read the old contact before the merge, and opens a conversation for it afterwards.
    const stale = await recogniseContact(hub, channel, { externalId: '2', name: 'Anna Summer' });
    await merge();
    const late = await openConversation(hub, { channel, chatId: 'other', ...stale });
    now = new Date(now.getTime() + 61_000);

    await resumeMerges(hub);

    expect((await Conversation.findById(late._id).orFail().lean()).contactId).toEqual(ann.contact._id);
    expect((await recogniseContact(hub, channel, { externalId: '2', name: 'Anna Summer' })).contact._id).toEqual(ann.contact._id);
  });

  test('of two merges of the same contacts at once one is done and the other refused', async () => {
    const actor = systemActor(workspaceId);
    const { contactId, fromId } = ids();

    const results = await Promise.allSettled([
      mergeContacts(hub, actor, { contactId, fromId }),
      mergeContacts(hub, actor, { contactId: fromId, fromId: contactId }),
    ]);
    now = new Date(now.getTime() + 61_000);
    await resumeMerges(hub);

    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    expect(await Contact.countDocuments({ workspaceId, merging: { $exists: true } })).toBe(0);
    expect(await Contact.countDocuments({ workspaceId, mergedInto: { $exists: true } })).toBeLessThanOrEqual(1);
  });

  const steps = ['begun', 'half-held', 'held', 'ended', 'applied', 'listed', 'identities', 'conversation', 'moved', 'released'];
  test.each(steps)('that dies at %s is finished by the sweep, as if nothing had happened, and can be undone', async (step) => {
    const before = await everything();
    await expect(merge(dyingAt(`merge.${step}`))).rejects.toThrow('died');
    now = new Date(now.getTime() + 61_000);

    await resumeMerges(hub);

    const stays = await Contact.findById(ann.contact._id).orFail().lean();
    expect(stays).toMatchObject({ notes: 'first\n\nsecond', tags: ['vip', 'late'], externalUserId: 'u-2' });
    expect(stays.merging).toBeUndefined();
    const of = { contactId: ann.contact._id };
    expect(await Promise.all([Identity.countDocuments(of), ConversationSlot.countDocuments(of), Conversation.countDocuments(of)])).toEqual([
      2, 2, 2,
    ]);
    const { _id } = await Merge.findOne({ state: 'done' }).orFail().lean();
    await undoMerge(hub, systemActor(workspaceId), _id.toHexString());
    expect(await everything()).toEqual(before);
  });
});

describe('undoing a merge', () => {
  test('gives both back exactly as they were', async () => {
    const before = await everything();
    const { mergeId } = await merge();

    const { conflicts } = await client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });

    expect(conflicts).toEqual([]);
    expect(await everything()).toEqual(before);
    await expect(client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } })).rejects.toMatchObject({
      code: 'merge.not-undoable',
      details: { reason: 'undone-already' },
    });
  });

  test.each(['begun', 'held', 'restored', 'back', 'identities', 'moved'])('that dies at %s is finished by the sweep', async (step) => {
    const before = await everything();
    const { mergeId } = await merge();
    await expect(undoMerge(dyingAt(`undo.${step}`), systemActor(workspaceId), mergeId.toHexString())).rejects.toThrow('died');
    now = new Date(now.getTime() + 61_000);

    await resumeMerges(hub);

    expect(await everything()).toEqual(before);
  });

  test('keeps what somebody changed since, and says so', async () => {
    const { mergeId } = await merge();
    await updateContact(hub, systemActor(workspaceId), ann.contact._id, { language: 'fr', tags: ['vip', 'late', 'new'], name: 'Ann Lee' });

    const { contact, restored, conflicts } = await client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });

    expect(contact).toMatchObject({ name: 'Ann Lee', language: 'fr', tags: ['vip', 'new'], notes: 'first', externalUserId: null });
    expect(restored).toMatchObject({ name: 'Anna Summer', language: 'de', externalUserId: 'u-2' });
    expect(conflicts).toEqual([{ field: 'language', reason: 'changed-since' }]);
  });

  test('gives back what was begun in the moved chats since', async () => {
    const { mergeId } = await merge();
    await Conversation.updateOne({ _id: anna.conversation._id }, { $set: { live: false, status: 'closed' } });
    const channel = { id: anna.channelId, workspaceId, provider: 'telegram' };
    const known = await recogniseContact(hub, channel, { externalId: '2', name: 'Anna' });
    const later = await openConversation(hub, { channel, chatId: '2', ...known });

    await client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });

    expect((await Conversation.findById(later._id).orFail().lean()).contactId).toEqual(anna.contact._id);
  });

  test('is refused after 30 days, when the contact that ended is gone for good', async () => {
    const { mergeId } = await merge();
    now = new Date(now.getTime() + 31 * 24 * 3_600_000);

    await expect(undoMerge(hub, systemActor(workspaceId), mergeId.toHexString())).rejects.toMatchObject({ code: 'merge.not-undoable' });
    await resumeMerges(hub);
    await Merge.updateMany({}, { $set: { dueAt: now } });
    await resumeMerges(hub);

    expect(await Contact.countDocuments({ workspaceId })).toBe(1);
    expect(await Merge.countDocuments({})).toBe(0);
  });

  test('of a contact that was merged onward asks for the later merge to be undone first', async () => {
    const { mergeId } = await merge();
    const bob = await buildTalk(hub, workspaceId, { name: 'Bob', chatId: '3' });
    const later = await mergeContacts(hub, systemActor(workspaceId), { contactId: bob.contact._id.toHexString(), fromId: ids().contactId });

    await expect(client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } })).rejects.toMatchObject({
      code: 'merge.not-undoable',
      details: { reason: 'merged-onward' },
    });
    await client.call(api.undoMerge, { params: { mergeId: later.mergeId.toHexString() } });
    await client.call(api.undoMerge, { params: { mergeId: mergeId.toHexString() } });
    expect(await Promise.all([ann, anna, bob].map(({ contact }) => Conversation.countDocuments({ contactId: contact._id })))).toEqual([
      1, 1, 1,
    ]);
  });
});

test('erasing a contact leaves nothing of those that were merged into it', async () => {
  await merge();
  await client.call(eraseContact, { params: { contactId: ids().contactId } });

  const of = { workspaceId };
  const left = await Promise.all([
    Contact.countDocuments(of),
    Identity.countDocuments(of),
    Conversation.countDocuments(of),
    ConversationSlot.countDocuments(of),
    Merge.countDocuments(of),
  ]);
  expect(left).toEqual([0, 0, 0, 0, 0]);
});

test('duplicates are told by phone however it is written, by e-mail, and by name on the same channel', async () => {
  const actor = systemActor(workspaceId);
  await updateContact(hub, actor, anna.contact._id, { phones: ['15550001'], emails: ['a@example.com'] });
  await updateContact(hub, actor, ann.contact._id, { emails: ['a@example.com'] });
  const channel = { id: ann.channelId, workspaceId, provider: 'telegram' };
  const namesake = await recogniseContact(hub, channel, { externalId: '99', name: 'ANN' });

  const { items } = await client.call(api.listDuplicates, { params: { contactId: ids().contactId } });

  expect(items.map(({ contact, reasons }) => [contact.id, reasons])).toEqual([
    [ids().fromId, ['phone', 'email']],
    [namesake.contact._id.toHexString(), ['name']],
  ]);
});

test('merges of a contact are listed with what moved, by whom, and until when they can be undone', async () => {
  await merge();

  const { items } = await client.call(api.listMerges, { params: { contactId: ids().contactId } });

  expect(items).toMatchObject([
    {
      from: { id: ids().fromId, name: 'Anna Summer' },
      state: 'done',
      moved: { identities: 1, conversations: 1 },
      by: { name: 'Mia' },
      undoUntil: '2026-05-31T10:00:00.000Z',
    },
  ]);
});

function dyingAt(step: string): typeof hub {
  return {
    ...hub,
    step(name) {
      if (name === step) throw new Error('died');
    },
  };
}
